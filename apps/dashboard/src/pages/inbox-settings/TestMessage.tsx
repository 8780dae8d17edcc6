import type { Id } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useSendTest } from '../../api/inboxes.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** Sends one message to a phone, so that a person sees that it arrives. */
export function TestMessage({ inboxId }: { inboxId: Id }) {
  const { connect: words } = useWords()
  const [to, setTo] = useState('')
  const send = useSendTest(inboxId)
  const told = useReason()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(to)
  }
  const { data, error } = send
  const refusal = data?.reason && words.testFailed(told(data.reason, data.reasonEs))
  return (
    <Form onSubmit={submit}>
      <LineControl
        label={words.testTo}
        type="tel"
        required
        value={to}
        error={error ? explainError(error) : refusal || null}
        onChange={setTo}
      />
      {data?.isAccepted && (
        <div role="status">
          <Text size="sm" tone="done">
            {words.testSent}
          </Text>
        </div>
      )}
      <Inline>
        <Button type="submit" disabledReason={send.isPending && words.checking}>
          {words.test}
        </Button>
      </Inline>
    </Form>
  )
}
