import type { AiToolCall, Conversation } from '@hilo/protocol'
import { useDecideCall, useToolCalls } from '../../api/ai-tools.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { toast } from '../../ui/toast.ts'
import { sayRefused } from '../backends/refusal.ts'

/** What AI waits to do in this conversation until a member has approved it. */
export function ToolCallStrips({ conversation }: { conversation: Conversation }) {
  const calls = useToolCalls(conversation.id, conversation.version).data ?? []
  const waiting = calls.filter(({ status }) => status === 'waiting')
  return waiting.map((call) => <WaitingCall key={call.id} call={call} />)
}

function WaitingCall({ call }: { call: AiToolCall }) {
  const { tools: words } = useWords()
  const decide = useDecideCall()
  const act = (isApproved: boolean) => () =>
    decide.mutate(
      { callId: call.id, isApproved },
      {
        onSuccess: ({ status }) =>
          toast({ tone: status === 'failed' ? 'fail' : 'plain', title: words.decided[status] }),
        onError: sayRefused,
      },
    )
  const busy = decide.isPending && words.deciding
  const input = call.input.map(({ label, value }) => `${label}: ${value}`).join(' · ')
  return (
    <section aria-label={words.waits(call.title)}>
      <Strip tone="wait">
        <StripText
          badge={<Badge tone="wait">{words.tool}</Badge>}
          title={words.waits(call.title)}
          detail={input === '' ? words.noInput : input}
        />
        <Inline isRigid>
          <Button disabledReason={busy} hint={words.refuseHint} onClick={act(false)}>
            {words.refuse}
          </Button>
          <Button variant="primary" disabledReason={busy} hint={words.approveHint} onClick={act(true)}>
            {words.approve}
          </Button>
        </Inline>
      </Strip>
    </section>
  )
}
