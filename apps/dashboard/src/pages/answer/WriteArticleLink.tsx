import type { AnswerTrace } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'

/** The way from a question without an answer to the article that answers it. */
export function WriteArticleLink({ trace: { question, language } }: { trace: AnswerTrace }) {
  const { answers: words } = useWords()
  return (
    <Link
      to="/knowledge/articles/$articleId"
      params={{ articleId: 'new' }}
      search={{ title: question, language, kind: 'faq' }}
      className={BUTTON_LINK}
    >
      {words.openQuestion.write}
    </Link>
  )
}
