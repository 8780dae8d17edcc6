import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import type { OpenPart } from './parts.ts'

/** The way from a question without an answer to the article that answers it, which knows the way back. */
export function WriteArticleLink({ open }: { open: OpenPart }) {
  const { answers: words } = useWords()
  const { question, language, conversationId } = open
  return (
    <Link
      to="/knowledge/articles/$articleId"
      params={{ articleId: 'new' }}
      search={{ title: question, language, kind: 'faq', from: conversationId }}
      className={BUTTON_LINK}
    >
      {words.openQuestion.write}
    </Link>
  )
}
