import { askingPart, questionsIn, quoteFrom, type Span } from '@hilo/ai'
import { type api, type ContractBody, type ContractReturns, type Id, plainWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { type GroupedArticle, groupsOf } from '../article-variant/variant.ts'
import { answeringOrder } from './answering-order.ts'
import { isAskedAsOne } from './ask-as-one.ts'
import { type FoundCandidate, findCandidates, isEnough } from './find-candidates.ts'
import { readThresholds } from './knowledge.ts'
import { type NearbyJudged, thresholdsFor } from './weigh-evidence.ts'

type Tested = ContractReturns<typeof api.testQuestion>
type Asked = ContractBody<typeof api.testQuestion>

/** Of each of several questions. */
const SHOWN_MAX = 5

export function audiencesOf({ internal }: Pick<Asked, 'internal'>) {
  return internal ? (['public', 'internal'] as const) : (['public'] as const)
}

/** All that is looked for: the question, then each of those in it, where it asks several things. */
export function lookedFor({ question, language }: Pick<Asked, 'question' | 'language'>): string[] {
  return [question, ...questionsIn(question, language)].map(askingPart)
}

/**
 * What a question finds, first what an answer is made of, whether the best of that is enough for one, and
 * what would be quoted of it, in the language of its words alone: no translation is looked for. One that
 * asks several things is judged by each of them, as it would be answered. `nearby` is of all that is looked
 * for.
 */
export async function testQuestion(
  tx: OrgTx,
  asked: Asked,
  nearby: readonly NearbyJudged[] | null = null,
): Promise<Omit<Tested, 'meaning'>> {
  const byWords = await readThresholds(tx)
  const thresholds = thresholdsFor(byWords, nearby?.[0] ?? null)
  const looked: Looked[] = []
  for (const [at, question] of lookedFor(asked).entries()) {
    const one = { question, language: asked.language, audiences: audiencesOf(asked) }
    const found = await findCandidates(tx, { ...one, nearby: nearby?.[at] ?? null }, byWords)
    looked.push({ question, found })
  }
  const grouped = await groupsOf(tx, articlesOf(looked))
  const [whole, ...parts] = looked.map((one) => inAnsweringOrder(one, grouped, asked.language))
  const isOne = isAskedAsOne(
    whole?.found[0],
    parts.map(({ found }) => found[0]),
  )
  const judged = isOne && whole ? [whole] : parts
  const first = judged.find(({ found }) => isEnough(found[0])) ?? judged[0]
  return {
    candidates: isOne ? (whole?.found ?? []).map(shownOf) : parts.flatMap(shownOfPart),
    ...{
      threshold: thresholds[first?.found[0]?.kind ?? 'page'],
      thresholds,
      quote: first ? quoteOf(first) : null,
    },
    isEnough: judged.some(({ found }) => isEnough(found[0])),
    parts: isOne
      ? []
      : parts.map((part) => ({
          ...{ question: part.question, isEnough: isEnough(part.found[0]), quote: quoteOf(part) },
        })),
  }
}

/** A question with what it found, the best first. */
type Looked = { question: string; found: readonly FoundCandidate[] }

function articlesOf(looked: readonly Looked[]): Id[] {
  return [...new Set(looked.flatMap(({ found }) => found.map(({ articleId }) => articleId)))]
}

/** What the answer leaves out, such as the same article in another language, comes last. */
function inAnsweringOrder(
  { question, found }: Looked,
  grouped: readonly GroupedArticle[],
  language: string,
): Looked {
  const used = answeringOrder(found, grouped, language)
  return { question, found: [...used, ...found.filter((one) => !used.includes(one))] }
}

function shownOfPart({ found }: Looked, at: number) {
  return found.slice(0, SHOWN_MAX).map((one) => ({ ...shownOf(one), part: at + 1 }))
}

function shownOf(found: FoundCandidate) {
  const { shape: _, alternates: _alternates, threshold: _threshold, ...shown } = found
  return { ...shown, text: plainWords(shown.text) }
}

function quoteOf({ question, found: [best] }: Looked): Tested['quote'] {
  const quote = best && quoteFrom(question, best)
  if (!quote) return null
  const { chunkId, text } = best
  const wordsAt = ({ start, end }: Span) => plainWords(text.slice(start, end))
  return { chunkId, text: wordsAt(quote.span), best: wordsAt(quote.best) }
}
