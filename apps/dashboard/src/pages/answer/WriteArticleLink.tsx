import type { Answer } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'

/** The way from a question without an answer to the article that answers it, which knows the way back. */
export function WriteArticleLink({ answer }: { answer: Pick<Answer, 'conversationId' | 'trace'> }) {
  const { answers: words } = useWords()
  const { question, language } = answer.trace
  return (
    <Link
      to="/knowledge/articles/$articleId"
      params={{ articleId: 'new' }}
      search={{ title: question, language, kind: 'faq', from: answer.conversationId }}
      className={BUTTON_LINK}
    >
      {words.openQuestion.write}
    </Link>
  )
}
