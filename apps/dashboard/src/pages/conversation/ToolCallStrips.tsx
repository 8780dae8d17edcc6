import type { AiToolCall, Conversation } from '@hilo/protocol'
import { useDecideCall, useRepeatCall, useToolCalls } from '../../api/ai-tools.ts'
import { useMembers, useSession } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Strip, StripLines, StripText } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { toast } from '../../ui/toast.ts'

/** Of so many some may be out of view until they are scrolled to. */
const LINES_IN_VIEW = 6

/** What members have to look at of the tools in this conversation: what waits, was lost, or nobody was told of. */
export function ToolCallStrips({ conversation }: { conversation: Conversation }) {
  const calls = useToolCalls(conversation.id, conversation.version).data ?? []
  return calls.map((call) => {
    if (call.status === 'waiting') return <WaitingCall key={call.id} call={call} />
    if (call.status === 'lost') return <LostCall key={call.id} call={call} />
    return call.untold && <UntoldCall key={call.id} call={call} untold={call.untold} />
  })
}

function LostCall({ call }: { call: AiToolCall }) {
  const { tools, toolCalls: words } = useWords()
  const repeat = useRepeatCall()
  const act = (isRepeated: boolean) => () =>
    repeat.mutate(
      { callId: call.id, isRepeated },
      {
        onSuccess: ({ status, untold }) => {
          const title = !isRepeated ? words.givenUp : untold ? words.doneUntold : tools.decided[status]
          toast({ tone: isRepeated && status === 'failed' ? 'fail' : 'plain', title })
        },
        onError: sayRefused,
      },
    )
  const busy = repeat.isPending && tools.deciding
  const forOthers = useForOthers(call)
  return (
    <section aria-label={words.lostTitle(call.title)}>
      <Strip tone="wait">
        <StripText
          badge={<Badge tone="fail">{tools.tool}</Badge>}
          title={words.lostTitle(call.title)}
          detail={<StripLines lines={[words.lostDetail, ...linesOf(call)]} />}
        />
        <Inline isRigid>
          <Button disabledReason={busy} hint={words.giveUpHint} onClick={act(false)}>
            {words.giveUp}
          </Button>
          <Button
            variant="primary"
            disabledReason={forOthers ?? busy}
            hint={words.againHint}
            onClick={act(true)}
          >
            {words.again}
          </Button>
        </Inline>
      </Strip>
    </section>
  )
}

type Untold = { call: AiToolCall; untold: NonNullable<AiToolCall['untold']> }

/** Gone as soon as somebody writes to the contact. */
function UntoldCall({ call, untold: { rule, text } }: Untold) {
  const { tools, toolCalls: words } = useWords()
  const { other, ...known } = words.untoldWhy
  const why = rule in known ? known[rule as keyof typeof known] : other
  return (
    <section aria-label={words.untoldTitle(call.title)}>
      <Strip tone="wait">
        <StripText
          badge={<Badge tone="wait">{tools.tool}</Badge>}
          title={words.untoldTitle(call.title)}
          detail={`${why} ${text}`}
        />
      </Strip>
    </section>
  )
}

/** Why it is not for who is signed in to decide; null: it is. */
function useForOthers({ approvers }: AiToolCall): string | null {
  const { tools: words } = useWords()
  const { member } = useSession()
  const members = useMembers().data ?? []
  if (!approvers || member.role === 'owner') return null
  const { who, memberIds } = approvers
  if (who === 'admins') return member.role === 'admin' ? null : words.onlyAdmins
  if (memberIds.includes(member.id)) return null
  const named = members.filter(({ id }) => memberIds.includes(id))
  return words.onlyMembers(named.map(({ name }) => name).join(', '))
}

function linesOf({ input }: AiToolCall): string[] {
  return input.map(({ label, value }) => `${label}: ${value}`)
}

function WaitingCall({ call }: { call: AiToolCall }) {
  const { tools: words, toolCalls } = useWords()
  const decide = useDecideCall()
  const act = (isApproved: boolean) => () =>
    decide.mutate(
      { callId: call.id, isApproved },
      {
        onSuccess: ({ status, untold }) =>
          toast({
            tone: status === 'failed' ? 'fail' : 'plain',
            title: untold ? toolCalls.doneUntold : words.decided[status],
          }),
        onError: sayRefused,
      },
    )
  const forOthers = useForOthers(call)
  const busy = forOthers ?? (decide.isPending && words.deciding)
  const lines = linesOf(call)
  const many = lines.length > LINES_IN_VIEW ? [words.manyLines(lines.length)] : []
  const input = lines.length === 0 ? [words.noInput] : [...many, ...lines]
  return (
    <section aria-label={words.waits(call.title)}>
      <Strip tone="wait">
        <StripText
          badge={<Badge tone="wait">{words.tool}</Badge>}
          title={words.waits(call.title)}
          detail={<StripLines lines={forOthers ? [`${forOthers}.`, ...input] : input} />}
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
