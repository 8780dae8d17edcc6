import { answerTextOf, type Id, type MessageItem, type NoteItem } from '@hilo/protocol'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useHasModel } from '../../api/copilot.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { clockTime, fullTime } from '../../i18n/time.ts'
import { Bubble, BubbleAlert, BubbleFoot, BubbleMark, MessageText, Quote } from '../../ui/Bubble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Text } from '../../ui/Text.tsx'
import { AnswerLine } from '../answer/AnswerLine.tsx'
import { fitOf } from './bubble-fit.ts'
import { ContentView } from './ContentView.tsx'
import { FileWords } from './FileWords.tsx'
import { MessageActions } from './MessageActions.tsx'
import { OriginLine } from './OriginLine.tsx'
import type { Reaction } from './reactions.ts'
import { Ticks } from './Ticks.tsx'
import { Translation } from './Translation.tsx'

type Props = {
  conversationId: Id
  message: MessageItem
  contactName: string
  isFirst: boolean
  reactions: readonly Reaction[]
  reactMenu: React.ReactNode
  onQuote: () => void
  /** Null where no reply is drafted to it. */
  onDraft: (() => void) | null
  onRetry: () => void
  onHide: (isHidden: boolean) => void
}

const LOOK = {
  contact: 'contact',
  agent: 'agent',
  backend: 'backend',
  ai: 'ai',
  system: 'backend',
} as const

/** One message of the thread, by whomever. */
export function MessageBubble({ conversationId, message, contactName, isFirst, ...act }: Props) {
  const { reactions, reactMenu, onQuote, onDraft, onRetry, onHide } = act
  const { thread, authors, answers } = useWords()
  const elsewhere = message.author === 'agent' ? thread.elsewhere : authors[message.author]
  const isByAi = message.author === 'ai'
  const author = message.author === 'contact' ? contactName : (message.authorName ?? elsewhere)
  const isOurs = message.direction === 'out'
  const [isTranslated, setIsTranslated] = useState(false)
  const canTranslate = useHasModel() === true && !isOurs && answerTextOf(message.content) !== ''
  const onTranslate = canTranslate ? () => setIsTranslated(!isTranslated) : null
  return (
    <Bubble
      look={LOOK[message.author]}
      caption={isFirst && (isByAi ? `${author}, ${answers.caption.toLowerCase()}` : author)}
      isFaded={message.status === 'cancelled'}
      fit={message.unsentAt ? 'words' : fitOf(message.content)}
      action={
        !message.unsentAt && (
          <MessageActions
            content={message.content}
            {...{ isOurs, isTranslated, reactMenu, onQuote, onDraft, onHide, onTranslate }}
          />
        )
      }
      marks={reactions.length > 0 && <Reactions {...{ reactions, contactName }} />}
      below={<Below {...{ conversationId, message, onRetry }} />}
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
        <>
          <ContentView content={message.content} media={message.media} isOurs={isOurs} />
          <FileWords conversationId={conversationId} message={message} />
        </>
      )}
      {isTranslated && <Translation conversationId={conversationId} messageId={message.id} />}
    </Bubble>
  )
}

/** What either side thinks of a message, on its edge. */
function Reactions({ reactions, contactName }: Pick<Props, 'reactions' | 'contactName'>) {
  const { thread, content } = useWords()
  const language = useLanguage()
  return reactions.map(({ emoji, by, at }) => {
    const who = by ? (by.name ?? thread.elsewhere) : contactName
    return (
      <BubbleMark key={who} glyph={emoji} title={`${content.reactedBy(who)}, ${fullTime(at, language)}`} />
    )
  })
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

function Below({ conversationId, message, onRetry }: Pick<Props, 'conversationId' | 'message' | 'onRetry'>) {
  const { thread } = useWords()
  const told = useReason()
  const { id, version, answer, statusReason, statusReasonEs } = message
  const reason = statusReason && told(statusReason, statusReasonEs)
  return (
    <>
      {answer && <AnswerLine {...{ conversationId, version, answer }} messageId={id} />}
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
