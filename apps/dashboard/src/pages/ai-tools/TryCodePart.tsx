import { type BackendToolTrial, type DeclaredTool, fieldsOfToolSchema } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useTryBackendTool } from '../../api/ai-tools.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { SaidOfTrial } from './SaidOfTrial.tsx'
import { inputFrom, type TypedValues } from './trial-values.ts'
import { ValueFields } from './ValueFields.tsx'

type Props = { backend: string; version: string; declared: DeclaredTool }

/** Runs the code of a tool, for a contact who is made up, and shows what came. */
export function TryCodePart({ backend, version, declared }: Props) {
  const { tools: words, toolFields, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const trial = useTryBackendTool({ backend, name: declared.name })
  const [typed, setTyped] = useState<TypedValues>({})
  const [json, setJson] = useState('{}')
  const [isConfirmed, setConfirmed] = useState(false)
  const { fields, issues } = fieldsOfToolSchema(declared.input)
  // A schema that says more than a form can is filled in as it is.
  const isForm = issues.length === 0
  const input = inputFrom(isForm ? { fields, typed } : { json })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!input) return
    const contact = { name: typed['@name'] || null, phone: typed['@phone'] || null }
    // Each run is real, so each is confirmed by itself.
    const onSettled = () => setConfirmed(false)
    trial.mutate({ input, contact, isConfirmed, version }, { onSettled })
  }
  const who = (name: string, label: string) => (
    <LineControl
      label={label}
      note={words.optional}
      value={typed[name] ?? ''}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
    />
  )
  const unready = !input ? toolFields.noObject : !isConfirmed && words.tryUnconfirmed
  return (
    <Part title={words.tryTitle} intro={words.tryCodeBody}>
      <Form onSubmit={submit} isOwnJudge>
        {isForm ? (
          <ValueFields fields={fields} typed={typed} onType={setTyped} />
        ) : (
          <LinesControl label={toolFields.inputJson} isMono value={json} onChange={setJson} />
        )}
        {who('@name', words.tryName)}
        {who('@phone', words.tryPhone)}
        <CheckControl label={words.tryCodeConfirm} isChecked={isConfirmed} onChange={setConfirmed} />
        <Refusal error={trial.error} />
        <Inline>
          <Button type="submit" disabledReason={readOnly ?? (trial.isPending ? backends.saving : unready)}>
            {words.tryIt}
          </Button>
        </Inline>
      </Form>
      {trial.data && <CodeResult trial={trial.data} />}
    </Part>
  )
}

function CodeResult({ trial: { fault, result, said, ms } }: { trial: BackendToolTrial }) {
  const { tools: words, toolCalls } = useWords()
  return (
    <div role="status">
      <Stack gap={3}>
        <Text as="p" size="sm" tone={fault ? 'fail' : 'ink'}>
          {words.triedCode(ms)} {fault && toolCalls.faults[fault]}
        </Text>
        {fault && result !== null && (
          <>
            <Text as="p" size="sm" isStrong>
              {toolCalls.why}
            </Text>
            <Text as="p" size="sm" isBroken>
              {result}
            </Text>
          </>
        )}
        {!fault && result !== null && <Code value={result} />}
        <SaidOfTrial said={said} />
      </Stack>
    </div>
  )
}
