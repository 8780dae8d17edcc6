import { type AiTool, isServerPlace, type ToolIdentity, type ToolTrial, toolPlacesIn } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useTryTool } from '../../api/ai-tools.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, LineControl } from '../../ui/Control.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { SaidOfTrial } from './SaidOfTrial.tsx'
import { valuesOf } from './trial-values.ts'
import { ValueFields } from './ValueFields.tsx'

/** Sends what a saved tool would send, and shows what came. */
export function TryPart({ tool }: { tool: AiTool }) {
  const { tools: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const trial = useTryTool(tool.name)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [isConfirmed, setConfirmed] = useState(false)
  const changes = tool.method !== 'GET'
  const put = (name: string) => (value: string) => setTyped({ ...typed, [name]: value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const identity = Object.fromEntries(placesOf(tool).map((name) => [name, typed[name] ?? '']))
    trial.mutate({ values: valuesOf(tool.fields, typed), identity, isConfirmed, expect: tool.revision })
  }
  return (
    <Part title={words.tryTitle} intro={words.tryBody}>
      <Form onSubmit={submit} isOwnJudge>
        <ValueFields fields={tool.fields} typed={typed} onType={setTyped} />
        {placesOf(tool).map((name) => (
          <LineControl key={name} label={name} value={typed[name] ?? ''} onChange={put(name)} />
        ))}
        {changes && (
          <CheckControl
            label={words.tryConfirm(tool.method)}
            isChecked={isConfirmed}
            onChange={setConfirmed}
          />
        )}
        <Refusal error={trial.error} />
        <Inline>
          <Button
            type="submit"
            disabledReason={
              readOnly ??
              (trial.isPending ? backends.saving : changes && !isConfirmed && words.tryUnconfirmed)
            }
          >
            {words.tryIt}
          </Button>
        </Inline>
      </Form>
      {trial.data && <TrialResult trial={trial.data} />}
    </Part>
  )
}

function TrialResult({ trial: { sent, fault, httpStatus, result, said, ms } }: { trial: ToolTrial }) {
  const { tools: words, toolCalls } = useWords()
  const headers = sent.headers.map(({ name, value }) => `${name}: ${value}`)
  const request = [`${sent.method} ${sent.url}`, ...headers, ...(sent.body === null ? [] : ['', sent.body])]
  return (
    <div role="status">
      <Stack gap={3}>
        <Text as="p" size="sm" tone={fault ? 'fail' : 'ink'}>
          {words.tried(httpStatus, ms)} {fault && toolCalls.faults[fault]}
        </Text>
        <Text as="p" size="sm" isStrong>
          {words.trySent}
        </Text>
        <Code value={request.join('\n')} />
        {result !== null && (
          <>
            <Text as="p" size="sm" isStrong>
              {words.tryCame}
            </Text>
            <Code value={result} />
          </>
        )}
        <SaidOfTrial said={said} />
      </Stack>
    </div>
  )
}

/** What the server would know of who writes, and the tool is told. */
function placesOf({ url, body }: AiTool): ToolIdentity[] {
  const places = [...toolPlacesIn(url), ...toolPlacesIn(body ?? '')].filter(isServerPlace)
  return [...new Set(places)] as ToolIdentity[]
}
