import type { api, Candidate, ContractBody, ContractReturns } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { describeChunks } from '../chunk/describe.ts'
import { judgeChunks } from '../chunk/judge.ts'
import { readThresholds } from './knowledge.ts'

const CANDIDATES = 10

/** What a question finds, and whether the first of it is enough for an answer. */
export async function testQuestion(
  tx: OrgTx,
  { question, language, internal }: ContractBody<typeof api.testQuestion>,
): Promise<ContractReturns<typeof api.testQuestion>> {
  const audiences = internal ? (['public', 'internal'] as const) : (['public'] as const)
  const judged = await judgeChunks(tx, { question, language, audiences, limit: CANDIDATES })
  const byId = new Map(judged.map((chunk) => [chunk.chunkId, chunk]))
  const candidates = (await describeChunks(tx, judged)).flatMap((described): Candidate[] => {
    const chunk = byId.get(described.chunkId)
    if (!chunk) return []
    const { score, evidence, title, body, trigram, alternate } = chunk
    const { shape: _, language: _language, alternates: _alternates, ...shown } = described
    return [{ ...shown, score, evidence, signals: { title, body, trigram, alternate } }]
  })
  const thresholds = await readThresholds(tx)
  const [best] = candidates
  const threshold = thresholds[best?.kind ?? 'page']
  return { candidates, threshold, isEnough: best !== undefined && best.evidence >= threshold }
}
