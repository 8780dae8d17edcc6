import {
  type ContentOf,
  type Conversation,
  fillTemplate,
  type Template,
  type TemplateField,
  type TemplateProblem,
  templateFields,
  templateProblems,
} from '@hilo/protocol'
import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useInbox } from '../../api/inboxes.ts'
import { outbox } from '../../api/sending.ts'
import { type HeaderFile, useHeaderFile } from '../../api/templates.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ComposerFrame, ComposerQuote } from '../../ui/ComposerFrame.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { FormWithPreview } from '../../ui/PickList.tsx'
import { Select } from '../../ui/Select.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { HeaderFileField } from './HeaderFileField.tsx'
import { TemplateView } from './TemplateView.tsx'
import { templateFieldLabel } from './template-field-label.ts'
import { takesTurnWords } from './turn.ts'

type Props = {
  conversation: Conversation
  tabs: ReactNode
  template: Template
  /** The same template in every language in which it is approved. */
  languages: readonly Template[]
  onLanguage: (template: Template) => void
  onBack: () => void
  onSent: () => void
}

type Place = { latitude: string; longitude: string; name: string }
const NOWHERE: Place = { latitude: '', longitude: '', name: '' }

/** The values of a template, with what the contact will read beside them. */
export function TemplateForm({ conversation, tabs, template, languages, ...on }: Props) {
  const all = useWords()
  const { templates: words, composer } = all
  const [values, setValues] = useState<Record<string, string>>({})
  const [place, setPlace] = useState(NOWHERE)
  const [isTried, setIsTried] = useState(false)
  const { file, choose, forget } = useHeaderFile(conversation.id)
  const { definition } = template
  const header = headerOf(file, place)
  const inbox = useInbox(conversation.inbox.id)
  const hasCatalogue = inbox.data && inbox.data.catalogId !== null
  const given = { values: withoutEmpty(values), ...(header && { header }), hasCatalogue }
  const problems = templateProblems(definition, given)
  const content = fillTemplate(template, definition, given)
  const isUploading = file !== null && file.uploaded === null && file.error === null
  const why = isUploading ? words.waitForFile : problems.length > 0 ? sentenceOf(problems) : null

  function sentenceOf([first]: readonly TemplateProblem[]): string {
    return first?.code === 'missing' || !first ? words.fillFirst : words.problems[first.code]
  }

  function send() {
    setIsTried(true)
    if (why) return
    const { mediaId } = file?.uploaded ?? {}
    const location = header?.type === 'location' ? placeOf(header) : undefined
    const sent = { templateId: template.id, values: given.values, mediaId, location, content }
    outbox.add({
      conversationId: conversation.id,
      kind: 'reply',
      text: content.text,
      replyTo: null,
      template: sent,
    })
    on.onSent()
  }

  return (
    <ComposerFrame
      kind="reply"
      label={composer.label}
      dropHint={composer.dropHere}
      onFiles={definition.header && definition.header.type !== 'text' ? choose : null}
      tabs={tabs}
      foot={
        <>
          <Text size="xs" tone="faint" isTruncated>
            {isTried && why ? why : ''}
          </Text>
          <Button
            variant="primary"
            hint={takesTurnWords(conversation, all)}
            disabledReason={isTried ? why : null}
            onClick={send}
          >
            {words.send}
          </Button>
        </>
      }
    >
      <ComposerQuote end={<IconButton icon={X} label={words.change} onClick={on.onBack} />}>
        <Inline isWrapping>
          <Text isStrong>{template.name}</Text>
          <Select
            label={words.language}
            value={template.id}
            options={languages.map(({ id, language }) => ({ value: id, label: language }))}
            onChange={(id) => {
              const next = languages.find((one) => one.id === id)
              if (next) on.onLanguage(next)
            }}
          />
        </Inline>
      </ComposerQuote>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <FormWithPreview
          label={words.preview}
          preview={<TemplateView content={content} media={stateOf(file)} />}
        >
          {templateFields(definition).map((field) => (
            <Field
              key={field.key}
              {...{ field, file, place, template }}
              value={values[field.key] ?? ''}
              problem={isTried ? problems.find(({ key }) => key === field.key) : undefined}
              onChange={(value) => setValues((all) => ({ ...all, [field.key]: value }))}
              onPlace={setPlace}
              onFiles={choose}
              onForget={forget}
            />
          ))}
          {/* Enter in any field sends, as in every form with a button of its own. */}
          <button type="submit" hidden />
        </FormWithPreview>
      </form>
    </ComposerFrame>
  )
}

type FieldProps = {
  field: TemplateField
  template: Template
  value: string
  problem: TemplateProblem | undefined
  file: HeaderFile | null
  place: Place
  onChange: (value: string) => void
  onPlace: (place: Place) => void
  onFiles: (files: readonly File[]) => void
  onForget: () => void
}

function Field({ field, template, value, problem, onChange, ...header }: FieldProps) {
  const { templates: words } = useWords()
  const { kind, isRequired, example, place } = field
  const error = problem ? words.problems[problem.code] : null
  if (kind === 'location') return <PlaceFields {...header} error={error} />
  if (kind !== 'text') return <HeaderFileField {...header} kind={kind} error={error} />
  return (
    <LineControl
      label={templateFieldLabel(field, template, words.fields)}
      note={isRequired ? null : words.fields.optional}
      hint={place === 'products' ? words.fields.productsHint : example && words.fields.example(example)}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}

function PlaceFields({
  place,
  onPlace,
  error,
}: Pick<FieldProps, 'place' | 'onPlace'> & { error: string | null }) {
  const { fields } = useWords().templates
  const change = (part: Partial<Place>) => onPlace({ ...place, ...part })
  return (
    <>
      <LineControl
        label={fields.latitude}
        inputMode="decimal"
        error={error}
        value={place.latitude}
        onChange={(latitude) => change({ latitude })}
      />
      <LineControl
        label={fields.longitude}
        inputMode="decimal"
        value={place.longitude}
        onChange={(longitude) => change({ longitude })}
      />
      <LineControl
        label={fields.place}
        note={fields.optional}
        value={place.name}
        onChange={(name) => change({ name })}
      />
    </>
  )
}

function headerOf(
  file: HeaderFile | null,
  place: Place,
): ContentOf<'media'> | ContentOf<'location'> | undefined {
  if (file?.uploaded) {
    const { kind, mediaId, mimeType, filename } = file.uploaded
    return { type: 'media', kind, mediaId, mimeType, filename }
  }
  const [latitude, longitude] = [Number(place.latitude), Number(place.longitude)]
  if (place.latitude.trim() === '' || place.longitude.trim() === '') return undefined
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined
  return { type: 'location', latitude, longitude, ...(place.name.trim() && { name: place.name.trim() }) }
}

function placeOf({ latitude, longitude, name }: ContentOf<'location'>) {
  return { latitude, longitude, ...(name !== undefined && { name }) }
}

function stateOf(file: HeaderFile | null) {
  if (!file?.uploaded) return null
  const { mimeType, size } = file.uploaded
  return { status: 'stored' as const, mimeType, size, failure: null, words: null }
}

function withoutEmpty(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
}
