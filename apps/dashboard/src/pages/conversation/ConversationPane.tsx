import { type Id, type MessageItem, previewOf } from '@hilo/protocol'
import { useState } from 'react'
import { useConversation } from '../../api/conversations.ts'
import { useTimeline } from '../../api/timeline.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Pane } from '../../ui/Pane.tsx'
import { SkeletonThread } from '../../ui/Skeleton.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Composer } from './Composer.tsx'
import { ConversationHeader } from './ConversationHeader.tsx'
import { MessageLog } from './MessageLog.tsx'
import { useMarkRead } from './mark-read.ts'
import { OpenQuestionStrip } from './OpenQuestionStrip.tsx'
import type { QuotedMessage } from './Quoted.tsx'
import { ToolCallStrips } from './ToolCallStrips.tsx'
import { TurnStrip } from './TurnStrip.tsx'

type Props = {
  conversationId: Id
  onBack?: () => void
  onDetails?: () => void
  onClosed?: () => void
  onReopened?: () => void
}

/**
 * One conversation: its header, who has the turn, the thread and the composer. Keyed by its id by the caller.
 */
export function ConversationPane({ conversationId, ...navigation }: Props) {
  const words = useWords()
  const conversation = useConversation(conversationId)
  const timeline = useTimeline(conversationId)
  const [quoted, setQuoted] = useState<QuotedMessage | null>(null)
  useMarkRead(conversation.data, timeline.data)

  const error = conversation.error ?? timeline.error
  const retry = () => void Promise.all([conversation.refetch(), timeline.refetch()])
  if (error && !(conversation.data && timeline.data)) {
    return (
      <Pane kind="main" role="main" label={words.thread.label}>
        <ErrorState title={words.thread.error} reason={explainError(error)} onRetry={retry} />
      </Pane>
    )
  }
  return (
    <Pane kind="main" role="main" label={words.thread.label}>
      {conversation.data && <ConversationHeader conversation={conversation.data} {...navigation} />}
      {conversation.data && <TurnStrip conversation={conversation.data} timeline={timeline.data} />}
      {conversation.data && <ToolCallStrips conversation={conversation.data} />}
      {conversation.data && timeline.data && (
        <OpenQuestionStrip conversation={conversation.data} timeline={timeline.data} />
      )}
      {conversation.data && timeline.data ? (
        <MessageLog
          conversation={conversation.data}
          timeline={timeline.data}
          onQuote={(message) => setQuoted(quotedOf(message))}
        />
      ) : (
        <SkeletonThread label={words.thread.label} />
      )}
      {conversation.data && <Composer conversation={conversation.data} quoted={quoted} onQuote={setQuoted} />}
    </Pane>
  )
}

/** Only a comment under a post that is not hidden has a place for a public answer. */
function quotedOf({ id, content }: MessageItem): QuotedMessage {
  const text = previewOf(content)
  if (content.type !== 'comment') return { id, text }
  const way = content.kind === 'comment' && !content.isHidden ? 'private' : null
  return { id, text, isComment: true, way }
}
