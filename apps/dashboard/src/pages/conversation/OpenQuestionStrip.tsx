import type { Conversation, MessageItem } from '@hilo/protocol'
import { useAnswer } from '../../api/answers.ts'
import type { Timeline } from '../../api/merge.ts'
import { useWords } from '../../i18n/language.ts'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { NearestLine } from '../answer/NearestLine.tsx'
import { openQuestionIn } from '../answer/open-question.ts'
import { WriteArticleLink } from '../answer/WriteArticleLink.tsx'

type Props = { conversation: Conversation; timeline: Timeline }

/** What AI found too little for, until somebody has answered it: what comes closest, and the way to an article. */
export function OpenQuestionStrip({ conversation: { id, holder, status }, timeline }: Props) {
  const message = holder === 'human' && status === 'open' ? openQuestionIn(timeline.items) : null
  return message && <OpenQuestion key={message.id} conversationId={id} message={message} />
}

function OpenQuestion({ conversationId, message }: { conversationId: string; message: MessageItem }) {
  const { answers: words } = useWords()
  const { data: answer } = useAnswer({ conversationId, messageId: message.id }, message.version)
  if (!answer) return null
  const title = words.openQuestion.title(answer.trace.question)
  return (
    <section aria-label={title}>
      <Strip>
        <StripText badge={null} title={title} detail={<NearestLine trace={answer.trace} />} />
        <WriteArticleLink trace={answer.trace} />
      </Strip>
    </section>
  )
}
