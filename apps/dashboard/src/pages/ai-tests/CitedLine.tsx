import type { AnswerCitation } from '@hilo/protocol'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { BubbleLine, BubbleLink } from '../../ui/Bubble.tsx'
import { ArticleDialog } from '../answer/ArticleDialog.tsx'
import { type CitedArticle, placesOf } from '../answer/places.ts'

/** What an answer cites: each opens in the version that was tried, also in one that was never published. */
export function CitedLine({ citations }: { citations: readonly AnswerCitation[] }) {
  const { tests: words } = useWords()
  const [open, setOpen] = useState<CitedArticle | null>(null)
  if (citations.length === 0) return null
  return (
    <BubbleLine>
      {words.from}
      {placesOf(citations).map((article) => (
        <BubbleLink key={article.articleId} onClick={() => setOpen(article)}>
          {article.title}
        </BubbleLink>
      ))}
      {open && <ArticleDialog article={open} onClose={() => setOpen(null)} />}
    </BubbleLine>
  )
}
