import type { Conversation } from '@hilo/protocol'
import { useConversationAction } from '../../api/actions.ts'
import type { Timeline } from '../../api/merge.ts'
import { useRuns } from '../../api/runs.ts'
import { useInboxes } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { topicsOf } from './event-sentence.ts'
import { HolderBadge } from './HolderBadge.tsx'
import { GiveThreadBack } from './TakeThread.tsx'
import { turnWords } from './turn.ts'

type Props = { conversation: Conversation; timeline: Timeline | undefined }

/** Who has the turn, what happens next, and the switch between people and the micro-backend. */
export function TurnStrip({ conversation, timeline }: Props) {
  const words = useWords()
  const run = useRuns(conversation.id).data?.[0]
  const answersBy = useInboxOf(conversation)?.answersBy ?? 'backend'
  const { now, next } = turnWords(conversation, { run, answersBy, topics: lastTopics(timeline) }, words)
  return (
    <Strip tone={conversation.status === 'open' && conversation.holder === 'human' ? 'wait' : 'plain'}>
      <StripText
        badge={conversation.status === 'open' && <HolderBadge holder={conversation.holder} />}
        title={now}
        detail={next}
        isFolding
      />
      <GiveThreadBack conversation={conversation} />
      <Switch conversation={conversation} next={next} />
    </Strip>
  )
}

/** Those of the last hand-over. */
function lastTopics(timeline: Timeline | undefined): string[] {
  const last = timeline?.items.findLast((item) => item.type === 'event' && item.event === 'handed_off')
  return last?.type === 'event' ? topicsOf(last) : []
}

function useInboxOf({ inbox }: Conversation) {
  return useInboxes().data?.find(({ id }) => id === inbox.id)
}

function Switch({ conversation, next }: { conversation: Conversation; next: string | null }) {
  const { actions, shortcuts } = useWords()
  const takeOver = useConversationAction('takeOver')
  const handBack = useConversationAction('handBack')
  const inbox = useInboxOf(conversation)
  const isHeldByPeople = conversation.holder === 'human'
  const isElsewhere = conversation.threadOwner !== null && next
  const cannotHandBack =
    isHeldByPeople && (isElsewhere || (inbox?.answersBy === 'people' && actions.noBackend))
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
