import type { Id, TemplateDraft, TemplateHeader } from '@hilo/protocol'
import { Upload } from 'lucide-react'
import { useUploadSample } from '../../api/write-template.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { WrongLine } from '../../ui/WrongLine.tsx'

type Props = {
  inboxId: Id
  draft: TemplateDraft
  errorAt: (key: string) => string | null
  onChange: (changes: Partial<TemplateDraft>) => void
}

const KINDS = ['none', 'text', 'image', 'video', 'document', 'location'] as const

/** What stands above the words; a file wants a sample, by which the platform judges. */
export function HeaderFields({ inboxId, draft, errorAt, onChange }: Props) {
  const { writeTemplate: words } = useWords()
  const upload = useUploadSample(inboxId)
  const kind = draft.header?.type ?? 'none'
  const choose = (value: string) => {
    const { sample: _sample, ...rest } = draft
    upload.reset()
    onChange({ ...rest, sample: undefined as never, header: headerOf(value) })
  }
  const take = ([file]: readonly File[]) => {
    if (file) upload.mutate(file, { onSuccess: ({ sample }) => onChange({ sample }) })
  }
  const isFile = kind === 'image' || kind === 'video' || kind === 'document'
  const wrong = draft.sample ? null : errorAt('sample')
  return (
    <>
      <ChoiceControl
        label={words.header}
        value={kind}
        options={KINDS.map((value) => ({ value, label: words.headers[value] }))}
        onChange={choose}
      />
      {draft.header?.type === 'text' && (
        <LineControl
          label={words.headerText}
          value={draft.header.text}
          error={errorAt('header')}
          onChange={(text) => onChange({ header: { type: 'text', text } })}
        />
      )}
      {isFile && (
        <Inline isWrapping>
          <FilePicker
            label={words.sample}
            icon={Upload}
            disabledReason={upload.isPending && words.uploading}
            onFiles={take}
          />
          {wrong === null ? (
            <Text size="sm" tone="muted">
              {draft.sample ? words.sampleTaken : words.sampleWanted}
            </Text>
          ) : (
            <WrongLine>{wrong}</WrongLine>
          )}
          {upload.error && (
            <Text size="sm" tone="fail">
              {explainError(upload.error)}
            </Text>
          )}
        </Inline>
      )}
    </>
  )
}

function headerOf(kind: string): TemplateHeader | null {
  if (kind === 'none') return null
  if (kind === 'text') return { type: 'text', text: '' }
  return { type: kind as 'image' | 'video' | 'document' | 'location' }
}
