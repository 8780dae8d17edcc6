import { quoteFrom } from '@hilo/ai'
import { plainWords } from '@hilo/protocol'
import type { Answer } from './answer.ts'
import { cite } from './cite.ts'
import { conclude, handOver, type Known } from './conclude.ts'
import type { FoundChunk } from './retrieve.ts'
import { ALL_LANGUAGES, wordsIn } from './words.ts'

const TITLES_MAX = 3

/**
 * The answer of an org without a model: words of an article as they stand there, or the names of those that
 * may say it. Never in other words, because nobody could say that they mean the same.
 */
export function quoteAnswer(known: Required<Pick<Known, 'work' | 'prepared' | 'asked' | 'found'>>): Answer {
  const { prepared, asked, found } = known
  const [best] = found.candidates
  const words = wordsIn(prepared.language)
  if (best && found.isEnough) {
    const quote = quoteFrom(asked.question, best)
    const citation = cite(best, quote?.span ?? null)
    const text = `${plainWords(citation.quote)}\n\n${words.from(best.title)}`
    return conclude(known, { action: 'answer', text, citations: [citation] })
  }
  if (!best || wasSuggested(known)) return handOver(known, 'no_evidence')
  const articles = found.candidates.filter(isFirstOfArticle).slice(0, TITLES_MAX)
  return conclude(known, {
    action: 'suggest',
    text: words.suggest(articles.map(({ title }) => title)),
    citations: articles.map((chunk) => cite(chunk, null)),
  })
}

/** Who has been shown names once, and asks on, is not shown names again. */
function wasSuggested({ prepared: { history } }: Pick<Known, 'prepared'>): boolean {
  const last = history.at(-1)?.text ?? ''
  return ALL_LANGUAGES.some((language) => last.startsWith(wordsIn(language).suggest([]).split('\n')[0] ?? ''))
}

function isFirstOfArticle({ articleId }: FoundChunk, at: number, all: readonly FoundChunk[]): boolean {
  return all.findIndex((one) => one.articleId === articleId) === at
}
