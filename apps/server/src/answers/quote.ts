import { quoteFrom } from '@hilo/ai'
import { plainWords } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import { cite } from './cite.ts'
import { conclude, type Known } from './conclude.ts'
import { wordsIn } from './fixed-words.ts'
import { leaveOpen } from './leave-open.ts'

/**
 * The answer of an org without a model: words of an article as they stand there. Never in other words,
 * because nobody could say that they mean the same.
 */
export function quoteAnswer(known: Required<Pick<Known, 'work' | 'prepared' | 'asked' | 'found'>>): Answer {
  const { work, prepared, asked, found } = known
  const [best] = found.candidates
  if (!best || !found.isEnough) return leaveOpen(known, 'no_evidence')
  const quote = quoteFrom(asked.question, best)
  const citation = cite(best, quote?.span ?? null)
  const words = plainWords(citation.quote)
  const text = work.request.showsArticles
    ? words
    : `${words}\n\n${wordsIn(prepared.language).from(best.title)}`
  return conclude(known, { action: 'answer', text, citations: [citation] })
}
