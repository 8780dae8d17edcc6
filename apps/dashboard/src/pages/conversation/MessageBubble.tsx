import type { MessageItem, NoteItem } from '@hilo/protocol'
import { Eye, EyeOff, Reply, RotateCcw } from 'lucide-react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { clockTime, fullTime } from '../../i18n/time.ts'
import { Bubble, BubbleAlert, BubbleFoot, MessageText, Quote } from '../../ui/Bubble.tsx'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { fitOf } from './bubble-fit.ts'
import { ContentView } from './ContentView.tsx'
import { OriginLine } from './OriginLine.tsx'
import { Ticks } from './Ticks.tsx'

type Props = {
  message: MessageItem
  contactName: string
  isFirst: boolean
  reactMenu: React.ReactNode
  onQuote: () => void
  onRetry: () => void
  onHide: (isHidden: boolean) => void
}

const LOOK = {
  contact: 'contact',
  agent: 'agent',
  backend: 'backend',
  ai: 'backend',
  system: 'backend',
} as const

/** One message of the thread, by whomever. */
export function MessageBubble({ message, contactName, isFirst, reactMenu, ...on }: Props) {
  const { thread, authors } = useWords()
  const elsewhere = message.author === 'agent' ? thread.elsewhere : authors[message.author]
  const author = message.author === 'contact' ? contactName : (message.authorName ?? elsewhere)
  const isOurs = message.direction === 'out'
  return (
    <Bubble
      look={LOOK[message.author]}
      caption={isFirst && author}
      isFaded={message.status === 'cancelled'}
      fit={message.unsentAt ? 'words' : fitOf(message.content)}
      action={!message.unsentAt && <Actions content={message.content} {...{ isOurs, reactMenu, ...on }} />}
      below={<Below message={message} onRetry={on.onRetry} />}
      foot={
        <Foot at={message.createdAt} isEdited={message.editedAt !== null}>
          {message.status && <Ticks status={message.status} />}
        </Foot>
      }
    >
      {message.replyTo && <Quote title={thread.replyTo}>{message.replyTo.text ?? thread.replyUnknown}</Quote>}
      {message.origin && !message.unsentAt && <OriginLine origin={message.origin} />}
      {message.unsentAt ? (
        <Text tone="muted">{thread.unsent}</Text>
      ) : (
        <ContentView content={message.content} media={message.media} isOurs={isOurs} />
      )}
    </Bubble>
  )
}

type ActionsProps = Pick<Props, 'onQuote' | 'onHide' | 'reactMenu'> & {
  content: MessageItem['content']
  isOurs: boolean
}

/** What can be done with a message: it is quoted or reacted to; a comment is answered, hidden and shown. */
function Actions({ content, isOurs, reactMenu, onQuote, onHide }: ActionsProps) {
  const { thread, comment } = useWords()
  if (isOurs && (content.type === 'comment' || content.type === 'hide')) return null
  if (content.type !== 'comment') {
    return (
      <Inline gap={0}>
        <QuietIconButton icon={Reply} label={thread.reply} onClick={onQuote} />
        {reactMenu}
      </Inline>
    )
  }
  const { kind, isHidden = false } = content
  return (
    <Inline gap={0}>
      <QuietIconButton icon={Reply} label={comment.reply} onClick={onQuote} />
      {kind === 'comment' && (
        <QuietIconButton
          icon={isHidden ? Eye : EyeOff}
          label={isHidden ? comment.show : comment.hide}
          onClick={() => onHide(!isHidden)}
        />
      )}
    </Inline>
  )
}

/** A note: only members see it. */
export function NoteBubble({ note, isFirst }: { note: NoteItem; isFirst: boolean }) {
  const { thread } = useWords()
  const title = note.authorName ? thread.noteBy(note.authorName) : thread.note
  return (
    <Bubble
      look="note"
      caption={isFirst && `${title}, ${thread.onlyMembers}`}
      foot={<Foot at={note.createdAt} />}
    >
      <MessageText>{note.text}</MessageText>
    </Bubble>
  )
}

type FootProps = { at: string; isEdited?: boolean; children?: React.ReactNode }

/** The time, exact on hover, and what follows it. */
export function Foot({ at, isEdited = false, children }: FootProps) {
  const { thread } = useWords()
  const language = useLanguage()
  return (
    <BubbleFoot>
      {isEdited && <span>{thread.edited}</span>}
      <time dateTime={at} title={fullTime(at, language)}>
        {clockTime(at, language)}
      </time>
      {children}
    </BubbleFoot>
  )
}

function Below({ message, onRetry }: { message: MessageItem; onRetry: () => void }) {
  const { thread } = useWords()
  const told = useReason()
  const { statusReason, statusReasonEs } = message
  const reason = statusReason && told(statusReason, statusReasonEs)
  return (
    <>
      {message.status === 'failed' && (
        <BubbleAlert tone="fail">
          <span>{`${thread.status.failed}. ${reason ?? thread.failedReason}`}</span>
          <Button variant="ghost" icon={RotateCcw} onClick={onRetry}>
            {thread.retry}
          </Button>
        </BubbleAlert>
      )}
      {message.status === 'unconfirmed' && (
        <BubbleAlert tone="wait">
          <span>{`${thread.status.unconfirmed}. ${reason ?? thread.unconfirmedReason}`}</span>
        </BubbleAlert>
      )}
    </>
  )
}
