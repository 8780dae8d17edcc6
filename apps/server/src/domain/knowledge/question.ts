import { quoteFrom, type Span } from '@hilo/ai'
import { type api, type ContractBody, type ContractReturns, plainWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { groupsOf } from '../article-variant/variant.ts'
import type { DescribedChunk } from '../chunk/describe.ts'
import { answeringOrder } from './answering-order.ts'
import { type FoundCandidate, findCandidates, isEnough } from './find-candidates.ts'
import { readThresholds } from './knowledge.ts'
import { type NearbyJudged, thresholdsFor } from './weigh-evidence.ts'

type Tested = ContractReturns<typeof api.testQuestion>

export function audiencesOf({ internal }: { internal: boolean }) {
  return internal ? (['public', 'internal'] as const) : (['public'] as const)
}

/**
 * What a question finds, first what an answer is made of, whether the best of that is enough for one, and
 * what would be quoted of it.
 */
export async function testQuestion(
  tx: OrgTx,
  { question, language, internal }: ContractBody<typeof api.testQuestion>,
  nearby: NearbyJudged | null = null,
): Promise<Omit<Tested, 'meaning'>> {
  const byWords = await readThresholds(tx)
  const asked = { question, language, audiences: audiencesOf({ internal }), nearby }
  const found = await findCandidates(tx, asked, byWords)
  const grouped = await groupsOf(
    tx,
    found.map(({ articleId }) => articleId),
  )
  const used = answeringOrder(found, grouped, language)
  const [best] = used
  const thresholds = thresholdsFor(byWords, nearby)
  return {
    candidates: [...used, ...found.filter((one) => !used.includes(one))].map(shownOf),
    ...{ threshold: thresholds[best?.kind ?? 'page'], thresholds, quote: quoteOf(question, best) },
    isEnough: isEnough(best),
  }
}

function shownOf(found: FoundCandidate) {
  const { shape: _, alternates: _alternates, threshold: _threshold, ...shown } = found
  return { ...shown, text: plainWords(shown.text) }
}

function quoteOf(question: string, chunk: DescribedChunk | undefined): Tested['quote'] {
  const quote = chunk && quoteFrom(question, chunk)
  if (!quote) return null
  const { chunkId, text } = chunk
  const wordsAt = ({ start, end }: Span) => plainWords(text.slice(start, end))
  return { chunkId, text: wordsAt(quote.span), best: wordsAt(quote.best) }
}
