import type { Outgoing } from '../outbox/outbox.ts'
import { fetchRare } from '../rare/fetch.ts'
import type { Session } from '../session.ts'
import type { Words } from '../words.ts'
import { Composer, focusComposer, write } from './Composer.tsx'
import { Header } from './Header.tsx'
import { Log } from './Log.tsx'

type Props = { session: Session; words: Words; onClose(): void }

/** The whole panel: who answers, what was said, what is wrong with the line, what to say next. */
export function App({ session, words, onClose }: Props) {
  const name = session.config?.name || words.title
  const rare = session.takesFiles ? fetchRare(session.onChange) : undefined
  const edit = (outgoing: Outgoing) => {
    if (outgoing.content.type === 'text') write(outgoing.content.text)
    session.discard(outgoing)
    focusComposer()
  }
  return (
    <div
      class="app"
      role="dialog"
      aria-label={name}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) onClose()
        if (event.key === 'Tab') keepFocus(event)
      }}
    >
      <Header name={session.config?.name} words={words} onClose={onClose} />
      <Log session={session} words={words} onEdit={edit} />
      <p class="banner" role="status">
        {problemOf(session, words)}
      </p>
      <Composer
        words={words}
        attach={rare && <rare.Attach label={words.document} session={session} />}
        onSend={(text) => session.send({ type: 'text', text })}
        onTyping={() => session.typing()}
      />
    </div>
  )
}

function problemOf({ link, refusal }: Session, words: Words): string | null {
  if (link === 'online' || link === 'connecting') return refusal ? refusalOf(refusal, words) : null
  if (link === 'offline') return words.offline
  return refusal ? refusalOf(refusal, words) : words.reconnecting
}

function refusalOf(code: string, words: Words): string {
  return code === 'too_many_requests' ? words.busy : words.unavailable
}

/** While the panel is open, Tab goes round inside it; Esc leaves. */
function keepFocus(event: KeyboardEvent) {
  const all = [...document.querySelectorAll<HTMLElement>('button:not(:disabled), a, textarea')]
  const isLast = document.activeElement === all.at(event.shiftKey ? 0 : -1)
  if (!isLast) return
  event.preventDefault()
  all.at(event.shiftKey ? -1 : 0)?.focus()
}
