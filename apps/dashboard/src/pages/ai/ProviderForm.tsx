import type { AiProvider, AiProviderSettings } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { usePutProvider } from '../../api/ai.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { problemsOf, type Typed, type TypedProblem } from './provider-form.ts'
import { sayOf } from './say-saved.ts'

/** The fields of the API that this form shows, each with what is wrong with it. */
const SHOWN = ['name', 'kind', 'baseUrl', 'model', 'embeddingModel', 'key']

type Props = {
  provider: AiProvider | null
  names: readonly string[]
  /** What the installation's provider takes where nothing is said. */
  usual?: { model: string; embeddingModel: string | null } | null
  onClose: () => void
}

/** Adds a provider, or changes one. Its key goes in and never comes out. */
export function ProviderForm({ provider, names, usual = null, onClose }: Props) {
  const { ai: words, apiKeys } = useWords()
  const put = usePutProvider()
  const [isTried, setTried] = useState(false)
  const [typed, setTyped] = useState<Typed>(() => startOf({ provider, names, usual }))
  const set = (fields: Partial<Typed>) => setTyped({ ...typed, ...fields })
  const problems = problemsOf(typed, { provider, names })
  const now = { name: typed.name, ...settingsFrom(typed, { provider, names, usual }) }
  const sent = put.variables && { name: put.variables.name, ...put.variables.settings }
  const issues = issuesOf(put.error, { sent, now })
  const errorAt = (field: keyof Typed) => {
    const problem: TypedProblem | undefined = isTried ? problems[field] : undefined
    return problem ? words.problems[problem] : issues.at(field)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(problems).length > 0) return
    put.mutate(
      { name: typed.name, settings: settingsFrom(typed, { provider, names, usual }) },
      {
        onSuccess: (saved) => {
          sayOf(saved, typed.isWanted, words)
          onClose()
        },
      },
    )
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      {!provider && (
        <LineControl
          label={words.name}
          hint={words.nameHint}
          autoFocus
          value={typed.name}
          error={errorAt('name')}
          onChange={(name) => set({ name })}
        />
      )}
      {typed.kind !== 'installation' && <PlaceFields typed={typed} errorAt={errorAt} onChange={set} />}
      <LineControl
        label={words.model}
        hint={typed.kind === 'installation' ? words.modelOfInstallation : null}
        value={typed.model}
        error={errorAt('model')}
        onChange={(model) => set({ model })}
      />
      <LineControl
        label={words.embeddingModel}
        note={words.optional}
        hint={words.embeddingHint}
        value={typed.embeddingModel}
        error={errorAt('embeddingModel')}
        onChange={(embeddingModel) => set({ embeddingModel })}
      />
      {typed.kind !== 'installation' && (
        <LineControl
          label={words.key}
          type="password"
          hint={provider?.isKeySet ? words.keyStays : words.keyHint}
          maxLength={4_096}
          value={typed.key}
          error={errorAt('key')}
          onChange={(key) => set({ key })}
        />
      )}
      <CheckControl
        {...{ label: words.enableOnce, detail: words.enableOnceHint }}
        isChecked={typed.isWanted}
        onChange={(isWanted) => set({ isWanted })}
      />
      <Refusal error={put.error} fields={SHOWN} />
      <Inline>
        <Button variant="primary" type="submit" disabledReason={put.isPending && words.checking}>
          {put.isPending ? words.testing : words.save}
        </Button>
        <Button onClick={onClose}>{apiKeys.cancel}</Button>
      </Inline>
    </Form>
  )
}

type PlaceProps = {
  typed: Typed
  errorAt: (field: keyof Typed) => string | null
  onChange: (fields: Partial<Typed>) => void
}

function PlaceFields({ typed, errorAt, onChange }: PlaceProps) {
  const { ai: words } = useWords()
  return (
    <>
      <ChoiceControl
        label={words.kind}
        value={typed.kind}
        options={(['openai', 'compatible'] as const).map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(kind) => onChange({ kind: kind === 'compatible' ? 'compatible' : 'openai' })}
      />
      {typed.kind === 'compatible' && (
        <LineControl
          label={words.baseUrl}
          hint={words.baseUrlHint}
          placeholder="https://llm.example.com/v1"
          value={typed.baseUrl}
          error={errorAt('baseUrl')}
          onChange={(baseUrl) => onChange({ baseUrl })}
        />
      )}
    </>
  )
}

type Known = Required<Pick<Props, 'provider' | 'names' | 'usual'>>

/** Of the installation's the models that it takes are shown, although nothing says so. */
function startOf({ provider, names, usual }: Known): Typed {
  const { name, kind = 'openai', baseUrl, model, embeddingModel } = provider ?? {}
  const own = kind === 'installation' ? usual : null
  return {
    name: name ?? (names.includes('openai') ? '' : 'openai'),
    ...{ kind, baseUrl: baseUrl ?? '', model: model ?? own?.model ?? '', key: '' },
    embeddingModel: embeddingModel ?? own?.embeddingModel ?? '',
    // Whoever mends what was wrong wants it to be used.
    isWanted: !provider || provider.isEnabled || Boolean(provider.check?.fault),
  }
}

/** What the installation takes anyhow is not said: it follows when the operator changes it. */
function settingsFrom(typed: Typed, { provider, names, usual }: Known): AiProviderSettings {
  const own = typed.kind === 'installation' ? usual : null
  const orNull = (text: string, ofOwn?: string | null) =>
    text.trim() === '' || text.trim() === ofOwn ? null : text.trim()
  return {
    kind: typed.kind,
    baseUrl: typed.kind === 'compatible' ? orNull(typed.baseUrl) : null,
    model: orNull(typed.model, own?.model),
    embeddingModel: orNull(typed.embeddingModel, own?.embeddingModel),
    place: provider?.place ?? Math.min(names.length, 99),
    isEnabled: typed.isWanted,
    ...(typed.key !== '' && { key: typed.key }),
  }
}
