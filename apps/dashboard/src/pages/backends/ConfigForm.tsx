import { AppError, type Issue } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { saveConfig, useChange } from '../../api/backends.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { explainIssue } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { ConfigInput } from './ConfigInput.tsx'
import { type ConfigField, configOf, type Problem, readJson, type Texts, textsOf } from './config-fields.ts'

/** The field that stands for the whole config when its schema has no fields. */
const WHOLE = ''

type Props = { name: string; version: number; config: unknown; fields: ConfigField[] | null }

/**
 * The config as fields, or as JSON. What the server finds wrong is shown at its field. What is typed stays
 * until it is saved, also when somebody else has saved meanwhile; the other fields show what they saved.
 */
export function ConfigForm({ name, version, config, fields }: Props) {
  const { backends, config: words } = useWords()
  const readOnly = useReadOnlyReason()
  const first = fields ? textsOf(fields, config) : { [WHOLE]: JSON.stringify(config, null, 2) }
  const [typed, setTyped] = useState<Texts>({})
  const texts = { ...first, ...typed }
  const read = fields ? configOf(fields, typed, config) : wholeOf(texts[WHOLE] ?? '')
  const [problems, setProblems] = useState<Record<string, Problem>>({})
  const change = useChange((next: unknown) => saveConfig(name, next, version))
  const errorAt = (key: string) => (problems[key] ? words[problems[key]] : issueAt(change.error, key))
  const write = (key: string) => (text: string) => setTyped((now) => ({ ...now, [key]: text }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setProblems('problems' in read ? read.problems : {})
    if ('problems' in read) return
    change.mutate(read.config, {
      onSuccess() {
        setTyped((now) => (now === typed ? {} : now))
        toast({ tone: 'plain', title: words.saved })
      },
    })
  }
  const isSame = 'config' in read && JSON.stringify(read.config) === JSON.stringify(config)
  const controls = fields?.map((field) => (
    <ConfigInput
      key={field.key}
      field={field}
      value={texts[field.key] ?? ''}
      error={errorAt(field.key)}
      isDisabled={readOnly !== null}
      onChange={write(field.key)}
    />
  ))
  return (
    <Form onSubmit={submit}>
      {controls ?? (
        <LinesControl
          isMono
          label={words.whole}
          value={texts[WHOLE] ?? ''}
          error={errorAt(WHOLE)}
          onChange={write(WHOLE)}
        />
      )}
      <Elsewhere error={change.error} keys={Object.keys(first)} />
      <Inline>
        <Button
          variant="primary"
          type="submit"
          disabledReason={readOnly ?? (change.isPending ? backends.saving : isSame && words.unchanged)}
        >
          {words.save}
        </Button>
      </Inline>
    </Form>
  )
}

/** What was refused and is at no field. */
function Elsewhere({ error, keys }: { error: Error | null; keys: readonly string[] }) {
  if (!error) return null
  const issues = error instanceof AppError ? error.issues : []
  const others = issues.filter(({ path }) => !keys.includes(keyOf(path)))
  if (issues.length > 0 && others.length === 0) return null
  const sentence = others.map((issue) => `${issue.path.join('.')}: ${explainIssue(issue)}`).join(' ')
  return (
    <div role="alert">
      <Text size="sm" tone="fail">
        {sentence === '' ? explainError(error) : sentence}
      </Text>
    </div>
  )
}

function issueAt(error: Error | null, key: string): string | null {
  if (!(error instanceof AppError)) return null
  const issue = error.issues.find(({ path }) => keyOf(path) === key)
  if (!issue) return null
  const inside = issue.path.slice(1).join('.')
  return inside === '' ? explainIssue(issue) : `${inside}: ${explainIssue(issue)}`
}

function keyOf(path: Issue['path']): string {
  return String(path[0] ?? WHOLE)
}

function wholeOf(text: string): { config: unknown } | { problems: Record<string, Problem> } {
  const read = readJson(text)
  return 'value' in read ? { config: read.value } : { problems: { [WHOLE]: read.problem } }
}
