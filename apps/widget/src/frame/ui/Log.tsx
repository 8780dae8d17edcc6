import type { WidgetMessage } from '@hilo/protocol'
import { Component } from 'preact'
import { groupMessages } from '../message/group.ts'
import type { Outgoing } from '../outbox/outbox.ts'
import type { Session } from '../session.ts'
import { lastSeqTo } from '../thread/thread.ts'
import { languageOf, type Words } from '../words.ts'
import { Group, keyOf } from './Group.tsx'

type Props = { session: Session; words: Words; onEdit(outgoing: Outgoing): void }
type State = { isBehind: boolean }

const NEAR_PX = 60

/**
 * What was said, by day and author. It stays at the end while it is read there, and never moves under a
 * reader.
 */
export class Log extends Component<Props, State> {
  override state: State = { isBehind: false }
  private element: HTMLElement | null = null
  private isAtEnd = true
  private seenSeq = 0
  private seenClientId: string | undefined

  override componentDidMount() {
    const { element } = this
    if (!element) return
    let height = element.clientHeight
    new ResizeObserver(() => {
      height = element.clientHeight
      if (this.isAtEnd) this.follow()
    }).observe(element)
    element.onscroll = () => {
      // A window that shrinks scrolls too, before the observer hears of it: that is no reader who left the
      // end.
      if (height !== element.clientHeight) return
      this.isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
      if (this.isAtEnd && this.state.isBehind) this.setState({ isBehind: false })
    }
  }

  override componentDidUpdate() {
    const { thread, pending: outgoing } = this.props.session
    const seq = lastSeqTo(thread.messages)
    const clientId = outgoing.at(-1)?.clientId ?? this.seenClientId
    if (this.isAtEnd || clientId !== this.seenClientId) this.follow()
    else if (seq > this.seenSeq) this.setState({ isBehind: true })
    this.seenSeq = seq
    this.seenClientId = clientId
  }

  private follow() {
    if (this.element) this.element.scrollTop = this.element.scrollHeight
    this.isAtEnd = true
    if (this.state.isBehind) this.setState({ isBehind: false })
  }

  override render({ session, words, onEdit }: Props, { isBehind }: State) {
    const { messages, isLoaded } = session.thread
    const isWaiting = !isLoaded && session.isReturning && session.link !== 'offline'
    const shown = [...messages, ...session.pending.map(asMessage)]
    const greeting = session.config?.greeting?.[languageOf(session.locale)] || words.greeting
    return (
      <div class="log-frame">
        <div
          class="log"
          ref={(element) => {
            this.element = element
          }}
          role="log"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach what scrolls.
          tabIndex={0}
          aria-label={words.conversation}
          aria-live={isLoaded ? 'polite' : 'off'}
        >
          {isWaiting ? (
            <Skeleton />
          ) : (
            <p class="greeting" dir="auto">
              {greeting}
            </p>
          )}
          {groupMessages(shown).map((group) => (
            <Group key={keyOf(group.messages[0])} {...{ group, shown, session, words, onEdit }} />
          ))}
          {session.writing.draft && <Draft {...{ session, words }} />}
          <p class="typing">{session.writing.isShown && <Typing words={words} />}</p>
        </div>
        {isBehind && (
          <button type="button" class="latest" onClick={() => this.follow()}>
            {words.latest}
          </button>
        )}
      </div>
    )
  }
}

/** Not spoken: what is final is, once. */
function Draft({ session: { config, writing }, words }: Pick<Props, 'session' | 'words'>) {
  return (
    <section aria-hidden="true">
      <p class="author" dir="auto">
        {config?.name}
        <small>{words.artificial}</small>
      </p>
      <div class={`bubble draft${writing.isDraftGone ? ' gone' : ''}`} dir="auto">
        {writing.draft?.text}
      </div>
    </section>
  )
}

function Typing({ words }: { words: Words }) {
  return (
    <>
      <i />
      <i />
      <i />
      <span class="hidden">{words.typing}</span>
    </>
  )
}

/** In the place and size of what is being fetched. */
function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  )
}

function asMessage({ clientId, content, createdAt }: Outgoing): WidgetMessage {
  const place = { id: clientId, seq: Number.MAX_SAFE_INTEGER, version: 0, file: null, answer: null }
  return { ...place, clientId, content, createdAt, direction: 'in', author: 'contact', authorName: null }
}
