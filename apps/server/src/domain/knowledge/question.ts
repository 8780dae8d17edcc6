import { quoteFrom, type Span } from '@hilo/ai'
import { type api, type ContractBody, type ContractReturns, plainWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { type DescribedChunk, describeChunks } from '../chunk/describe.ts'
import type { Nearby } from '../chunk/find.ts'
import { judgeChunks } from '../chunk/judge.ts'
import { bestFirst } from './best-first.ts'
import { readThresholds } from './knowledge.ts'

const CANDIDATES = 10
const NOTHING = { score: 0, evidence: 0, title: 0, body: 0, trigram: 0, alternate: 0, meaning: 0 }

type Tested = ContractReturns<typeof api.testQuestion>

export function audiencesOf({ internal }: { internal: boolean }) {
  return internal ? (['public', 'internal'] as const) : (['public'] as const)
}

/** What a question finds, whether the best of it is enough for an answer, and what would be quoted of it. */
export async function testQuestion(
  tx: OrgTx,
  { question, language, internal }: ContractBody<typeof api.testQuestion>,
  nearby: Nearby | null = null,
): Promise<Omit<Tested, 'meaning'>> {
  const asked = { question, language, audiences: audiencesOf({ internal }), limit: CANDIDATES }
  const judged = await judgeChunks(tx, asked, { nearby })
  const byId = new Map(judged.map((chunk) => [chunk.chunkId, chunk]))
  const thresholds = await readThresholds(tx)
  const described = (await describeChunks(tx, judged)).map((chunk) => {
    const { score, evidence, title, body, trigram, alternate, meaning } = byId.get(chunk.chunkId) ?? NOTHING
    const signals = { title, body, trigram, alternate, ...(nearby && { meaning }) }
    return { ...chunk, score, evidence, signals }
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
