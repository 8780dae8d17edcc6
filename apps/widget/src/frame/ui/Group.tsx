import type { WidgetMessage } from '@hilo/protocol'
import type { Group as MessageGroup } from '../message/group.ts'
import type { Outgoing } from '../outbox/outbox.ts'
import type { Session } from '../session.ts'
import type { Words } from '../words.ts'
import { Bubble } from './Bubble.tsx'
import { dayIn, timeIn } from './time.ts'

type Props = {
  group: MessageGroup
  shown: readonly WidgetMessage[]
  session: Session
  words: Words
  onEdit(outgoing: Outgoing): void
}

/** What one author said in a row, under their name and above its time. */
export function Group({ group, shown, session, words, onEdit }: Props) {
  const { messages, isNewDay } = group
  const [first] = messages
  const last = messages.at(-1)
  if (!first || !last) return null
  const isOwn = first.direction === 'in'
  const name = first.authorName || session.config?.name
  return (
    <>
      {isNewDay && <h2>{dayIn(first.createdAt, session.locale)}</h2>}
      <section class={isOwn ? 'own' : 'other'} aria-label={isOwn ? words.you : name}>
        {!isOwn && (
          <p class="author" dir="auto">
            {name}
            {first.author === 'ai' && <small>{words.artificial}</small>}
          </p>
        )}
        {messages.map((message) => (
          <Bubble key={keyOf(message)} {...{ message, shown, session, words, onEdit }} />
        ))}
        <p class="meta">
          {last === shown.at(-1) && isOwn && stateOf(last, session, words)}
          <time dateTime={last.createdAt}>{timeIn(last.createdAt, session.locale)}</time>
        </p>
      </section>
    </>
  )
}

/** The same for a message before and after the server has it, so that its bubble stays the same element. */
export function keyOf(message: WidgetMessage | undefined): string {
  return message?.clientId ?? message?.id ?? ''
}

/** Where the visitor's last message is. One that was refused says so beside itself. */
function stateOf({ clientId }: WidgetMessage, { pending, link, refusal }: Session, words: Words) {
  const own = pending.find((each) => each.clientId === clientId)
  if (own?.failure) return null
  if (!own) return <span>{words.sent}</span>
  const isOnTheWay = link === 'online' || (link === 'connecting' && !refusal)
  return isOnTheWay ? <span class="late">{words.sending}</span> : <span>{words.waiting}</span>
}
