import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { TextButton } from '../../ui/LinkBox.tsx'
import { ArticleDialog } from './ArticleDialog.tsx'
import { nearestOf, nearestText } from './open-question.ts'
import type { OpenPart } from './parts.ts'
import type { CitedArticle } from './places.ts'

/**
 * The articles that the contact was offered; where none was, what came closest to the question, and how close
 * that is.
 */
export function NearestLine({ open }: { open: OpenPart }) {
  const { answers: words } = useWords()
  const language = useLanguage()
  const { offered, candidates } = open
  if (offered.length > 0) return <Named text={words.openQuestion.offered} articles={offered} />
  const nearest = nearestOf(candidates, open.language)
  const articles = nearest ? [{ ...nearest, places: [nearest] }] : []
  return <Named text={nearestText(open, { words, language })} articles={articles} />
}

/** Words, and the articles that they are about, each of which opens as it was. */
export function Named({ text, articles }: { text: string; articles: readonly CitedArticle[] }) {
  const { answers: words } = useWords()
  const [opened, open] = useState<CitedArticle | null>(null)
  return (
    <>
      {text}
      {articles.map((article, at) => (
        <span key={article.articleId}>
          {at === 0 ? ' ' : ', '}
          <TextButton isInline title={words.openText} onClick={() => open(article)}>
            {article.title}
          </TextButton>
        </span>
      ))}
      {opened && <ArticleDialog article={opened} onClose={() => open(null)} />}
    </>
  )
}
