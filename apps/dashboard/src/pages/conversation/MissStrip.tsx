import type { Conversation, MessageItem } from '@hilo/protocol'
import { useState } from 'react'
import { useAnswer } from '../../api/answers.ts'
import type { Timeline } from '../../api/merge.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ArticleDialog } from '../answer/ArticleDialog.tsx'
import { missIn, nearestText } from '../answer/miss.ts'
import { WriteArticleLink } from '../answer/WriteArticleLink.tsx'

type Props = { conversation: Conversation; timeline: Timeline }

/** What AI found too little for, until somebody has answered it: what comes closest, and the way to an article. */
export function MissStrip({ conversation: { id, holder, status }, timeline }: Props) {
  const message = holder === 'human' && status === 'open' ? missIn(timeline.items) : null
  return message && <Miss key={message.id} conversationId={id} message={message} />
}

function Miss({ conversationId, message }: { conversationId: string; message: MessageItem }) {
  const { answers: words } = useWords()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { data: answer } = useAnswer({ conversationId, messageId: message.id }, message.version)
  if (!answer) return null
  const { question, isEnough, candidates } = answer.trace
  const [nearest] = candidates
  const title = isEnough ? words.miss.declined(question) : words.miss.title(question)
  return (
    <section aria-label={title}>
      <Strip>
        <StripText badge={null} title={title} detail={nearestText(answer.trace, { words, language })} />
        <Inline isRigid>
          {nearest && <Button onClick={() => setOpen(true)}>{words.miss.open}</Button>}
          <WriteArticleLink trace={answer.trace} />
        </Inline>
      </Strip>
      {nearest && isOpen && (
        <ArticleDialog article={{ ...nearest, places: [nearest] }} onClose={() => setOpen(false)} />
      )}
    </section>
  )
}
