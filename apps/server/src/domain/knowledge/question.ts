import { quoteFrom, type Span } from '@hilo/ai'
import { type api, type Candidate, type ContractBody, type ContractReturns, plainWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { type DescribedChunk, describeChunks } from '../chunk/describe.ts'
import { judgeChunks } from '../chunk/judge.ts'
import { readThresholds } from './knowledge.ts'

const CANDIDATES = 10

type Tested = ContractReturns<typeof api.testQuestion>

/** What a question finds, whether the first of it is enough for an answer, and what would be quoted of it. */
export async function testQuestion(
  tx: OrgTx,
  { question, language, internal }: ContractBody<typeof api.testQuestion>,
): Promise<Tested> {
  const audiences = internal ? (['public', 'internal'] as const) : (['public'] as const)
  const judged = await judgeChunks(tx, { question, language, audiences, limit: CANDIDATES })
  const byId = new Map(judged.map((chunk) => [chunk.chunkId, chunk]))
  const found = await describeChunks(tx, judged)
  const candidates = found.flatMap((described): Candidate[] => {
    const chunk = byId.get(described.chunkId)
    if (!chunk) return []
    const { score, evidence, title, body, trigram, alternate } = chunk
    const { shape: _, language: _language, alternates: _alternates, ...shown } = described
    return [
      {
        ...shown,
        text: plainWords(shown.text),
        score,
        evidence,
        signals: { title, body, trigram, alternate },
      },
    ]
  })
  const thresholds = await readThresholds(tx)
  const [best] = candidates
  const threshold = thresholds[best?.kind ?? 'page']
  const isEnough = best !== undefined && best.evidence >= threshold
  return { candidates, threshold, thresholds, isEnough, quote: quoteOf(question, found[0]) }
}

function quoteOf(question: string, chunk: DescribedChunk | undefined): Tested['quote'] {
  const quote = chunk && quoteFrom(question, chunk)
  if (!quote) return null
  const { chunkId, text } = chunk
  const wordsAt = ({ start, end }: Span) => plainWords(text.slice(start, end))
  return { chunkId, text: wordsAt(quote.span), best: wordsAt(quote.best) }
}
