import { quoteFrom } from '@hilo/ai'
import { baseLanguage, plainWords } from '@hilo/protocol'
import type { Answer } from '../domain/ai-answer/answer.ts'
import { cite } from './cite.ts'
import { conclude, type Known } from './conclude.ts'
import type { Asked } from './condense.ts'
import { wordsIn } from './fixed-words.ts'
import { leaveOpen } from './leave-open.ts'
import type { FoundChunk } from './retrieve.ts'

/**
 * The answer of an org without a model: words of an article as they stand there. Never in other words,
 * because nobody could say that they mean the same.
 */
export function quoteAnswer(known: Required<Pick<Known, 'work' | 'prepared' | 'asked' | 'found'>>): Answer {
  const { work, prepared, asked, found } = known
  const [best] = found.candidates
  if (!best || !found.isEnough) return leaveOpen(known, 'no_evidence')
  const quote = quoteFrom(questionFor(asked, best), best)
  const citation = cite(best, quote?.span ?? null)
  const words = wordsIn(prepared.language)
  const isForeign = baseLanguage(best.language) !== baseLanguage(prepared.language)
  const source = [
    ...(work.request.showsArticles ? [] : [words.from(best.title)]),
    ...(isForeign ? [words.foreign(best.language)] : []),
  ].join(' ')
  const text = [plainWords(citation.quote), source].filter(Boolean).join('\n\n')
  return conclude(known, { action: 'answer', text, citations: [citation] })
}

/** As it was asked in the language of what was found. */
function questionFor({ question, variants }: Asked, { language, foundBy }: FoundChunk): string {
  const isSame = (one: string) => baseLanguage(one) === baseLanguage(language)
  if (variants[0] && isSame(variants[0].language)) return question
  return variants.find((one) => one.language === foundBy && isSame(one.language))?.question ?? question
}
