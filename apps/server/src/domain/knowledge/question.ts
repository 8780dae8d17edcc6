import { quoteFrom, type Span } from '@hilo/ai'
import { type api, type ContractBody, type ContractReturns, plainWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { type DescribedChunk, describeChunks } from '../chunk/describe.ts'
import { judgeChunks } from '../chunk/judge.ts'
import { bestFirst } from './best-first.ts'
import { readThresholds } from './knowledge.ts'
import { type NearbyJudged, thresholdsFor, weighEvidence } from './weigh-evidence.ts'

const CANDIDATES = 10

type Tested = ContractReturns<typeof api.testQuestion>

export function audiencesOf({ internal }: { internal: boolean }) {
  return internal ? (['public', 'internal'] as const) : (['public'] as const)
}

/** What a question finds, whether the best of it is enough for an answer, and what would be quoted of it. */
export async function testQuestion(
  tx: OrgTx,
  { question, language, internal }: ContractBody<typeof api.testQuestion>,
  nearby: NearbyJudged | null = null,
): Promise<Omit<Tested, 'meaning'>> {
  const asked = { question, language, audiences: audiencesOf({ internal }), limit: CANDIDATES }
  const judged = await judgeChunks(tx, asked, { nearby })
  const byId = new Map(judged.map((chunk) => [chunk.chunkId, chunk]))
  const thresholds = thresholdsFor(await readThresholds(tx), nearby)
  const described = (await describeChunks(tx, judged)).flatMap((chunk) => {
    const found = byId.get(chunk.chunkId)
    return found ? [{ ...chunk, ...weighEvidence(found, chunk.kind, nearby) }] : []
  })
  const found = bestFirst(question, described, thresholds)
  const [best] = found
  const threshold = thresholds[best?.kind ?? 'page']
  return {
    candidates: found.map(shownOf),
    ...{ threshold, thresholds, quote: quoteOf(question, best) },
    isEnough: best !== undefined && best.evidence >= threshold,
  }
}

function shownOf<Chunk extends DescribedChunk>(chunk: Chunk) {
  const { shape: _, language: _language, alternates: _alternates, ...shown } = chunk
  return { ...shown, text: plainWords(shown.text) }
}

function quoteOf(question: string, chunk: DescribedChunk | undefined): Tested['quote'] {
  const quote = chunk && quoteFrom(question, chunk)
  if (!quote) return null
  const { chunkId, text } = chunk
  const wordsAt = ({ start, end }: Span) => plainWords(text.slice(start, end))
  return { chunkId, text: wordsAt(quote.span), best: wordsAt(quote.best) }
}
