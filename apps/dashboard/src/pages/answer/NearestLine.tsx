import type { AnswerTrace } from '@hilo/protocol'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { TextButton } from '../../ui/LinkBox.tsx'
import { ArticleDialog } from './ArticleDialog.tsx'
import { nearestOf, nearestText } from './open-question.ts'

/** What came closest to a question without an answer, and how close that is. */
export function NearestLine({ trace }: { trace: AnswerTrace }) {
  const { answers: words } = useWords()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const nearest = nearestOf(trace.candidates, trace.language)
  return (
    <>
      {nearestText(trace, { words, language })}{' '}
      {nearest && (
        <TextButton isInline title={words.openText} onClick={() => setOpen(true)}>
          {nearest.title}
        </TextButton>
      )}
      {nearest && isOpen && (
        <ArticleDialog article={{ ...nearest, places: [nearest] }} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
