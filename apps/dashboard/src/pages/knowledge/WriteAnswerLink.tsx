import { Link } from '@tanstack/react-router'
import type { AskedQuestion } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Inline } from '../../ui/Stack.tsx'

/** What can be done about a question that has no answer. */
export function WriteAnswerLink({ question, language }: Pick<AskedQuestion, 'question' | 'language'>) {
  const { knowledge: words } = useWords()
  return (
    <Inline isWrapping>
      <Link
        to="/knowledge/articles/$articleId"
        params={{ articleId: 'new' }}
        search={{ title: question, kind: 'faq', language }}
        className={BUTTON_LINK}
      >
        {words.writeAnswer}
      </Link>
    </Inline>
  )
}
