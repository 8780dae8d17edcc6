import { answerTextOf, type Id, type MessageItem, type NoteItem } from '@hilo/protocol'
import { Eye, EyeOff, Languages, Reply, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useHasModel } from '../../api/copilot.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { clockTime, fullTime } from '../../i18n/time.ts'
import { Bubble, BubbleAlert, BubbleFoot, BubbleMark, MessageText, Quote } from '../../ui/Bubble.tsx'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { AnswerLine } from '../answer/AnswerLine.tsx'
import { fitOf } from './bubble-fit.ts'
import { ContentView } from './ContentView.tsx'
import { FileWords } from './FileWords.tsx'
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
  const { reactions, reactMenu, onQuote, onRetry, onHide } = act
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
          <Actions
            content={message.content}
            {...{ isOurs, isTranslated, reactMenu, onQuote, onHide, onTranslate }}
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

type ActionsProps = Pick<Props, 'onQuote' | 'onHide' | 'reactMenu'> & {
  content: MessageItem['content']
  isOurs: boolean
  isTranslated: boolean
  /** Null where there is nothing to translate, or nobody to do it. */
  onTranslate: (() => void) | null
}

/** What can be done with a message: it is quoted or reacted to; a comment is answered, hidden and shown. */
function Actions({ content, isOurs, isTranslated, reactMenu, onQuote, onHide, onTranslate }: ActionsProps) {
  const { thread, comment, copilot } = useWords()
  if (isOurs && (content.type === 'comment' || content.type === 'hide')) return null
  if (content.type !== 'comment') {
    return (
      <Inline gap={0}>
        <QuietIconButton icon={Reply} label={thread.reply} onClick={onQuote} />
        {reactMenu}
        {onTranslate && (
          <QuietIconButton
            icon={Languages}
            label={isTranslated ? copilot.hideTranslation : copilot.translateMessage}
            onClick={onTranslate}
          />
        )}
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
