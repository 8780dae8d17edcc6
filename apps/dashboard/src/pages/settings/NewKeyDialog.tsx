import type { Scope } from '@hilo/protocol'
import { Copy } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useCreateKey } from '../../api/api-keys.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, CheckGroup, ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Dialog, DialogFoot } from '../../ui/Dialog.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Form } from '../../ui/Form.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { nameProblem, type Preset, presetOf, SCOPES_OF } from './new-key.ts'

const DAY_MS = 86_400_000
/** The fields of the API that this form shows, each with what is wrong with it. */
const SHOWN = ['name', 'scopes', 'expiresAt']
const LIFETIMES_DAYS = [30, 90, 365]

/** Asks what a new key may do, then shows it once: only the button that says so ends that. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { apiKeys: words, shortcuts } = useWords()
  const create = useCreateKey()
  const [isWarned, setWarned] = useState(false)
  const key = create.data?.key
  return (
    <Dialog
      isOpen
      onClose={key ? () => setWarned(true) : onClose}
      title={key ? words.created : words.create}
      closeLabel={shortcuts.close}
    >
      {key ? <Created secret={key} isWarned={isWarned} onClose={onClose} /> : <NewKeyForm create={create} />}
    </Dialog>
  )
}

function NewKeyForm({ create }: { create: ReturnType<typeof useCreateKey> }) {
  const { apiKeys: words, backends } = useWords()
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [scopes, setScopes] = useState<readonly Scope[]>(SCOPES_OF.command)
  const [isTried, setTried] = useState(false)
  const problem = nameProblem(name, { isTried })
  const sent = create.variables
  const issues = issuesOf(create.error, {
    sent,
    now: { name: name.trim(), scopes, expiresAt: sent?.expiresAt },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (scopes.length === 0 || nameProblem(name, { isTried: true })) return
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString()
    create.mutate({ name: name.trim(), scopes: [...scopes], expiresAt })
  }
  const lifetimes = LIFETIMES_DAYS.map((count) => ({ value: String(count), label: words.inDays(count) }))
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.name}
        placeholder={words.namePlaceholder}
        autoFocus
        value={name}
        error={problem ? words.nameProblems[problem.type](problem.length) : issues.at('name')}
        onChange={setName}
      />
      <PresetControl scopes={scopes} onChoose={setScopes} />
      <CheckGroup
        label={words.scopes}
        error={isTried && scopes.length === 0 ? words.scopeMissing : issues.within('scopes')}
      >
        {(Object.keys(words.scopeWords) as Scope[]).map((scope) => (
          <CheckControl
            key={scope}
            label={words.scopeWords[scope]}
            code={scope}
            isChecked={scopes.includes(scope)}
            onChange={(isChecked) =>
              setScopes(isChecked ? [...scopes, scope] : scopes.filter((one) => one !== scope))
            }
          />
        ))}
      </CheckGroup>
      <ChoiceControl
        label={words.expires}
        value={days}
        options={[...lifetimes, { value: '', label: words.never }]}
        error={issues.at('expiresAt')}
        onChange={(value) => {
          // What was refused was counted from a moment that is over.
          create.reset()
          setDays(value)
        }}
      />
      <DialogFoot>
        <Refusal error={create.error} fields={SHOWN} />
        <Button variant="primary" type="submit" disabledReason={create.isPending && backends.saving}>
          {words.create}
        </Button>
      </DialogFoot>
    </Form>
  )
}

type PresetProps = { scopes: readonly Scope[]; onChoose: (scopes: readonly Scope[]) => void }

/** What the key is for: ticks what that takes. Who ticks something else has chosen for themselves. */
function PresetControl({ scopes, onChoose }: PresetProps) {
  const { apiKeys: words } = useWords()
  const options = (Object.keys(words.presets) as (Preset | 'own')[]).map((value) => ({
    value,
    label: words.presets[value],
  }))
  return (
    <ChoiceControl
      label={words.preset}
      value={presetOf(scopes) ?? 'own'}
      options={options}
      onChange={(value) => onChoose(value === 'own' ? [] : SCOPES_OF[value as Preset])}
    />
  )
}

type CreatedProps = { secret: string; isWarned: boolean; onClose: () => void }

function Created({ secret, isWarned, onClose }: CreatedProps) {
  const { apiKeys: words } = useWords()
  const copy = () => copyText(secret, words)
  return (
    <Stack gap={3}>
      <Text as="p" tone="wait">
        {words.once}
      </Text>
      <section aria-label={words.key}>
        <Code value={secret} />
      </section>
      {isWarned && (
        <div role="alert">
          <Text as="p" size="sm" tone="fail">
            {words.confirmDone}
          </Text>
        </div>
      )}
      <Inline>
        <Button variant="primary" icon={Copy} onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button onClick={onClose}>{words.done}</Button>
      </Inline>
    </Stack>
  )
}
