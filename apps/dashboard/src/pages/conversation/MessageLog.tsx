import type { Conversation, Id, MessageItem, TimelineItem } from '@hilo/protocol'
import { previewOf } from '@hilo/protocol'
import { useMemo } from 'react'
import { useHideComment, useRetryMessage } from '../../api/actions.ts'
import type { Timeline } from '../../api/merge.ts'
import { useOutgoing } from '../../api/sending.ts'
import { useSession } from '../../api/session.ts'
import { loadOlder } from '../../api/timeline.ts'
import { useIsTyping } from '../../api/typing.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { dayLabel } from '../../i18n/time.ts'
import { DayLine, TypingLine } from '../../ui/Bubble.tsx'
import { Spoken } from '../../ui/Frame.tsx'
import { useNow } from '../../ui/now.ts'
import { EmptyState } from '../../ui/State.tsx'
import { runShortcut } from '../../ui/shortcuts.ts'
import { Text } from '../../ui/Text.tsx'
import { VirtualLog } from '../../ui/VirtualLog.tsx'
import { EventLine } from './EventLine.tsx'
import { type Entry, entriesOf, estimateHeight, lastInbound } from './entries.ts'
import { MessageBubble, NoteBubble } from './MessageBubble.tsx'
import { nameOf } from './name.ts'
import { OutgoingBubble } from './OutgoingBubble.tsx'
import { ReactMenu } from './ReactMenu.tsx'
import { type Reaction, reactionsOf, withoutReactions } from './reactions.ts'
import { useRefusal } from './reply-rule.ts'

type Props = { conversation: Conversation; timeline: Timeline; onQuote: (message: MessageItem) => void }

/** Everything that was said and what happened, oldest first, opened at its end. */
export function MessageLog({ conversation, timeline, onQuote }: Props) {
  const words = useWords()
  const outgoing = useOutgoing(conversation.id)
  const { items } = timeline
  const entries = useMemo(() => entriesOf(withoutReactions(items), outgoing), [items, outgoing])
  const reactions = useMemo(() => reactionsOf(items), [items])
  const toAnswer = useToAnswer(conversation, items)
  if (entries.length === 0) return <EmptyState title={words.thread.empty} body={words.thread.emptyBody} />
  return (
    <>
      <VirtualLog
        label={words.thread.messages}
        items={entries}
        getKey={keyOf}
        estimate={estimateHeight}
        render={(entry) => <EntryView {...{ entry, conversation, reactions, toAnswer, onQuote }} />}
        head={
          <Text size="xs" tone="faint">
            {timeline.hasOlder ? words.thread.loadingOlder : words.thread.start}
          </Text>
        }
        onReachStart={() => timeline.hasOlder && void loadOlder(conversation.id)}
        jumpLabel={(fresh) => (fresh > 0 ? words.thread.jumpNew(fresh) : words.thread.jump)}
        isFresh={isMessage}
        isOwn={isOutgoing}
      />
      <Announcements conversation={conversation} items={timeline.items} />
    </>
  )
}

type EntryProps = {
  entry: Entry
  conversation: Conversation
  reactions: ReadonlyMap<Id, readonly Reaction[]>
  toAnswer: Id | null
  onQuote: (message: MessageItem) => void
}

function EntryView({ entry, conversation, reactions, toAnswer, onQuote }: EntryProps) {
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  const { member } = useSession()
  const retry = useRetryMessage(conversation.id)
  const hide = useHideComment(conversation.id)
  if (entry.type === 'day') return <DayLine>{dayLabel(entry.at, now, { words, language })}</DayLine>
  if (entry.type === 'outgoing') {
    return <OutgoingBubble outgoing={entry.outgoing} memberName={member.name} isFirst={entry.isFirst} />
  }
  const { item, isFirst } = entry
  const own = reactions.get(item.id) ?? []
  if (item.type === 'note') return <NoteBubble note={item} isFirst={isFirst} />
  if (item.type === 'event') return <EventLine conversationId={conversation.id} event={item} />
  return (
    <MessageBubble
      conversationId={conversation.id}
      message={item}
      contactName={nameOf(conversation, words)}
      isFirst={isFirst}
      reactions={own}
      reactMenu={
        <ReactMenu
          conversation={conversation}
          message={item}
          current={own.find(({ by }) => by)?.emoji ?? null}
        />
      }
      onQuote={() => onQuote(item)}
      onDraft={item.id === toAnswer ? draftReply : null}
      onRetry={() => retry.mutate(item.id)}
      onHide={(isHidden) => hide.mutate({ messageId: item.id, isHidden })}
    />
  )
}

/**
 * What the contact wrote last, where a person is to answer it: what the articles say of it is a click away,
 * by the draft of a reply. Nothing is looked up before somebody wants to know.
 */
function useToAnswer(conversation: Conversation, items: readonly TimelineItem[]): Id | null {
  const refusal = useRefusal(conversation, 'reply', null)
  const { holder } = conversation
  if (refusal !== null || holder === 'ai' || holder === 'backend') return null
  return lastInbound(withoutReactions(items))?.id ?? null
}

/** The composer has to show replies before it can draft one. */
function draftReply() {
  runShortcut('r')
  requestAnimationFrame(() => runShortcut('d'))
}

/**
 * Tells a screen reader what the contact just said; the log itself is silent, because scrolling changes it
 * too.
 */
function Announcements({
  conversation,
  items,
}: {
  conversation: Conversation
  items: readonly TimelineItem[]
}) {
  const words = useWords()
  const name = nameOf(conversation, words)
  const last = lastInbound(items)
  const isTyping = useIsTyping(conversation.id)
  return (
    <>
      <Spoken isLive>{last && `${name}: ${previewOf(last.content)}`}</Spoken>
      <TypingLine>{isTyping && words.thread.typing(name)}</TypingLine>
    </>
  )
}

function keyOf(entry: Entry): string {
  return entry.key
}

function isMessage(entry: Entry): boolean {
  return entry.type === 'item' && entry.item.type === 'message' && entry.item.direction === 'in'
}

function isOutgoing(entry: Entry): boolean {
  return entry.type === 'outgoing'
}
