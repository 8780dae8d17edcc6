import type { ContentOf, WidgetMessage } from '@hilo/protocol'
import { splitLinks } from '../message/links.ts'
import type { Outgoing } from '../outbox/outbox.ts'
import { fetchRare } from '../rare/fetch.ts'
import type { Upload } from '../rare/upload.ts'
import type { Session } from '../session.ts'
import type { Words } from '../words.ts'
import { focusComposer } from './Composer.tsx'

type Props = {
  message: WidgetMessage
  shown: readonly WidgetMessage[]
  session: Session
  words: Words
  onEdit(outgoing: Outgoing): void
}

/** One message, and what can be done with it: choose an answer, or save one that could not be sent. */
export function Bubble({ message, shown, session, words, onEdit }: Props) {
  const { content, answer, file } = message
  const own = session.pending.find(({ clientId }) => clientId === message.clientId)
  const failed = own?.failure ? own : undefined
  const isRare = failed || answer || file || isUpload(own) || content.type === 'cards'
  const rare = isRare ? fetchRare(session.onChange) : undefined
  return (
    <>
      {(content.type !== 'cards' || content.text) && (
        <div class="bubble" dir="auto">
          <Said {...{ message, own, session, words, rare }} />
        </div>
      )}
      {rare && answer && <rare.Sources {...{ message, answer, session }} isLast={shown.at(-1) === message} />}
      {content.type === 'choices' && <Choices {...{ message, shown, session, content }} />}
      {rare && content.type === 'cards' && <rare.Cards {...{ message, shown, session, content }} />}
      {rare && failed && <rare.Failed {...{ failed, content, session, onEdit }} />}
    </>
  )
}

type SaidProps = Pick<Props, 'message' | 'session' | 'words'> & {
  own: Outgoing | Upload | undefined
  rare: ReturnType<typeof fetchRare>
}

function Said({ message: { content, file }, own, session, words, rare }: SaidProps) {
  switch (content.type) {
    case 'text':
    case 'choices':
    case 'form':
    case 'system':
    case 'edit':
      return <Text text={content.text} />
    case 'reply':
      return <>{content.title}</>
    case 'media':
      if (rare && !file && isUpload(own)) return <rare.Sending upload={own} />
      if (!rare || !file)
        return <Placeholder label={words[content.kind]} text={content.caption ?? content.filename} />
      return (
        <>
          <rare.File {...{ content, file, session, words }} />
          {content.caption && <Text text={content.caption} />}
        </>
      )
    case 'location':
      return <Placeholder label={words.location} text={placeOf(content)} />
    case 'contacts':
      return <Placeholder label={words.contacts} text={content.contacts.map(({ name }) => name).join(', ')} />
    case 'cards':
      return content.text ? <Text text={content.text} /> : null
    case 'reaction':
      return <>{content.emoji ?? words.unsent}</>
    case 'unsend':
      return <Placeholder label={words.unsent} />
    default:
      return <Placeholder label={words.unsupported} />
  }
}

/** Text, and nothing that a text could become: no markup is read, and only web addresses are links. */
function Text({ text }: { text: string }) {
  return (
    <>
      {splitLinks(text).map((part) =>
        part.url ? (
          <a href={part.url} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </>
  )
}

function isUpload(own: Outgoing | Upload | undefined): own is Upload {
  return own !== undefined && 'file' in own
}

function Placeholder({ label, text }: { label: string; text?: string }) {
  return (
    <>
      <em>{label}</em>
      {text && <Text text={`\n${text}`} />}
    </>
  )
}

function placeOf({ name, address, latitude, longitude }: ContentOf<'location'>): string {
  return [name, address].filter(Boolean).join('\n') || `${latitude}, ${longitude}`
}

type ChoicesProps = Pick<Props, 'message' | 'shown' | 'session'> & { content: ContentOf<'choices'> }

/** The answers on offer. Once anything was said after them, the question is history. */
function Choices({ message, shown, session, content }: ChoicesProps) {
  const isOpen = shown.at(-1) === message
  const answer = shown[shown.indexOf(message) + 1]?.content
  const chosenId = answer?.type === 'reply' ? answer.id : undefined
  return (
    <ul class="choices">
      {content.choices.map(({ id, title, description }) => (
        <li key={id}>
          <button
            type="button"
            disabled={!isOpen}
            class={id === chosenId ? 'chosen' : undefined}
            aria-pressed={id === chosenId}
            onClick={() => {
              session.send({ type: 'reply', id, title, source: 'button' })
              focusComposer()
            }}
          >
            <span dir="auto">{title}</span>
            {description && <small dir="auto">{description}</small>}
          </button>
        </li>
      ))}
    </ul>
  )
}
