import type { AiMedia, AiMediaSettings, AiProvider, MediaWay, MediaWordsMode } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useAiMedia, usePutAiMedia, writersOf } from '../../api/ai.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { type Issues, issuesBelow, issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { toast } from '../../ui/toast.ts'
import { FieldRow } from '../../ui/Writing.tsx'
import { Doing } from '../backends/Doing.tsx'
import type { Providers } from './ProvidersTab.tsx'

/** Who puts voice notes and pictures of contacts into words, and when. */
export function MediaPart({ providers }: { providers: Providers }) {
  const { fileWords: words } = useWords()
  const { data, error, isPending, refetch } = useAiMedia()
  return (
    <Part title={words.title} intro={words.intro}>
      {isPending && <SkeletonItems count={1} label={words.title} />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && <MediaForm key={data.changedAt} media={data} writers={writersOf(providers)} />}
    </Part>
  )
}

const FIELDS = ['voice', 'pictures'] as const

function MediaForm({ media, writers }: { media: AiMedia; writers: readonly AiProvider[] }) {
  const { ai, fileWords: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const put = usePutAiMedia()
  const [isTried, setTried] = useState(false)
  const [typed, setTyped] = useState<AiMediaSettings>({ voice: media.voice, pictures: media.pictures })
  const issues = issuesOf(put.error, { sent: put.variables, now: trimmed(typed) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (FIELDS.some((field) => isModelMissing(typed[field]))) return
    put.mutate(trimmed(typed), { onSuccess: () => toast({ tone: 'plain', title: words.saved }) })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      {FIELDS.map((field) => (
        <WayFields
          key={field}
          {...{ field, writers, isTried }}
          issues={issuesBelow(issues, field)}
          way={typed[field]}
          onChange={(way) => setTyped({ ...typed, [field]: way })}
        />
      ))}
      <Refusal error={put.error} fields={FIELDS} />
      <Inline>
        <Button
          variant="primary"
          type="submit"
          disabledReason={
            readOnly ?? (writers.length === 0 ? words.noProvider : put.isPending && backends.saving)
          }
        >
          {ai.save}
        </Button>
        {media.changedAt && <Doing at={media.changedAt} by={media.changedBy} />}
      </Inline>
    </Form>
  )
}

type WayProps = {
  field: (typeof FIELDS)[number]
  way: MediaWay
  writers: readonly AiProvider[]
  isTried: boolean
  issues: Issues
  onChange: (way: MediaWay) => void
}

function WayFields({ field, way, writers, isTried, issues, onChange }: WayProps) {
  const { ai, fileWords: words } = useWords()
  const { mode, provider, model } = way
  // What was chosen stays in view, and does nothing while no provider is on.
  const isUsable = writers.length > 0
  const isOff = provider !== null && !writers.some(({ name }) => name === provider)
  const shown = [...new Set([...(provider ? [provider] : []), ...writers.map(({ name }) => name)])]
  const labelOf = (name: string) => {
    const isIncluded = writers.find((one) => one.name === name)?.kind === 'installation'
    return isIncluded ? ai.kinds.installation : name
  }
  const choose = (value: string) =>
    onChange({ ...way, mode: value as MediaWordsMode, provider: provider ?? writers[0]?.name ?? null })
  return (
    <>
      <ChoiceControl
        label={words[field]}
        hint={isUsable ? null : words.noProvider}
        disabled={!isUsable}
        value={mode}
        options={(['off', 'asked', 'always'] as const).map((value) => ({ value, label: words.modes[value] }))}
        onChange={choose}
      />
      {mode !== 'off' && (
        <FieldRow>
          <ChoiceControl
            label={words.provider}
            value={provider ?? ''}
            error={issues.at('provider')}
            hint={isUsable && isOff ? words.providerOff : null}
            disabled={!isUsable}
            options={shown.map((value) => ({ value, label: labelOf(value) }))}
            onChange={(value) => onChange({ ...way, provider: value })}
          />
          <LineControl
            label={words.model[field]}
            hint={words.hint[field]}
            maxLength={200}
            disabled={!isUsable}
            value={model ?? ''}
            error={isTried && isModelMissing(way) ? words.modelMissing : issues.at('model')}
            onChange={(value) => onChange({ ...way, model: value })}
          />
        </FieldRow>
      )}
    </>
  )
}

function isModelMissing({ mode, model }: MediaWay): boolean {
  return mode !== 'off' && (model ?? '').trim() === ''
}

/** What is off keeps its provider and model for when it is on again. */
function trimmed({ voice, pictures }: AiMediaSettings): AiMediaSettings {
  const whole = (way: MediaWay) => ({ ...way, model: way.model?.trim() || null })
  return { voice: whole(voice), pictures: whole(pictures) }
}
