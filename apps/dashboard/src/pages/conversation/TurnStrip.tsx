import type { Conversation, Run } from '@hilo/protocol'
import { useConversationAction } from '../../api/actions.ts'
import { useRuns } from '../../api/runs.ts'
import { useInboxes } from '../../api/session.ts'
import type { Words } from '../../i18n/en.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Strip } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { HolderBadge } from './HolderBadge.tsx'

/** Who has the turn, what happens next, and the switch between people and the micro-backend. */
export function TurnStrip({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const run = useRuns(conversation.id).data?.[0]
  const { now, next } = turnWords(conversation, run, words)
  return (
    <Strip tone={conversation.status === 'open' && conversation.holder === 'human' ? 'wait' : 'plain'}>
      <Inline gap={2} isFilling>
        {conversation.status === 'open' && <HolderBadge holder={conversation.holder} />}
        <Stack gap={0}>
          <Text size="sm" isTruncated title={now}>
            {now}
          </Text>
          {next && (
            <Text size="xs" tone="muted" isTruncated title={next}>
              {next}
            </Text>
          )}
        </Stack>
      </Inline>
      <Switch conversation={conversation} next={next} />
    </Strip>
  )
}

function Switch({ conversation, next }: { conversation: Conversation; next: string | null }) {
  const { actions, shortcuts } = useWords()
  const takeOver = useConversationAction('takeOver')
  const handBack = useConversationAction('handBack')
  const inbox = useInboxes().data?.find(({ id }) => id === conversation.inbox.id)
  const isHeldByPeople = conversation.holder === 'human'
  const cannotHandBack = isHeldByPeople && inbox?.backend === null && actions.noBackend
  const isOpen = conversation.status === 'open'

  function toggle() {
    if (!isOpen || cannotHandBack) return
    if (isHeldByPeople) handBack.mutate(conversation)
    else takeOver.mutate(conversation)
  }

  useShortcuts([{ key: 't', label: shortcuts.takeOver, run: toggle }])
  if (!isOpen) return null
  return (
    <Button shortcut="T" hint={next ?? undefined} disabledReason={cannotHandBack} onClick={toggle}>
      {isHeldByPeople ? actions.handBack : actions.takeOver}
    </Button>
  )
}

/** What is, and what follows from the switch beside it. */
export function turnWords(conversation: Conversation, run: Run | undefined, { turn, holders }: Words) {
  const backend = run?.backend.name ?? holders.backend
  if (conversation.status === 'closed') return { now: turn.closed, next: null }
  if (conversation.holder === 'nobody') return { now: turn.nobody, next: null }
  if (conversation.holder !== 'human') return { now: turn.backend(backend), next: turn.backendNext }
  const { handoffReason } = conversation
  return {
    now: handoffReason ? turn.reason(handoffReason) : turn.human,
    next: handBackWords(run, backend, turn),
  }
}

function handBackWords(run: Run | undefined, backend: string, turn: Words['turn']): string {
  const isAlive = run?.status === 'waiting' || run?.status === 'running'
  if (!isAlive) return turn.handBackNone
  const question = run.waitingFor?.kind === 'message' ? run.waitingFor.name : ''
  return question ? turn.handBackAsk(backend, question) : turn.handBackNext(backend)
}
