import type { Card, ContentOf, WidgetMessage } from '@hilo/protocol'
import type { Session } from '../session.ts'
import { focusComposer } from '../ui/Composer.tsx'

type Props = {
  message: WidgetMessage
  shown: readonly WidgetMessage[]
  session: Session
  content: ContentOf<'cards'>
}

/** Things on offer. Their answers can be pressed until anything was said after them; links stay. */
export function Cards({ message, shown, session, content }: Props) {
  const isOpen = shown.at(-1) === message
  return (
    <ul class="cards">
      {content.cards.map(({ title, subtitle, buttons }) => (
        <li>
          <strong dir="auto">{title}</strong>
          {subtitle && <p dir="auto">{subtitle}</p>}
          {buttons.map((button) => (
            <CardButton button={button} isOpen={isOpen} session={session} />
          ))}
        </li>
      ))}
    </ul>
  )
}

type ButtonProps = { button: Card['buttons'][number]; isOpen: boolean; session: Session }

function CardButton({ button, isOpen, session }: ButtonProps) {
  const { title } = button
  if (button.kind !== 'reply') {
    const href = button.kind === 'url' ? button.url : `tel:${button.phone.replace(/[^+0-9]/g, '')}`
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
        {title}
      </a>
    )
  }
  return (
    <button
      type="button"
      disabled={!isOpen}
      onClick={() => {
        session.send({ type: 'reply', id: button.id, title, source: 'button' })
        focusComposer()
      }}
    >
      <span dir="auto">{title}</span>
    </button>
  )
}
