import type { OrgTx } from '../../db/database.ts'
import { describeChunks } from '../chunk/describe.ts'
import { judgeEach } from '../chunk/judge.ts'
import { bestFirst } from './best-first.ts'
import { readThresholds } from './knowledge.ts'

const CANDIDATES = 10

type Asked = { question: string; language: string }

/** Whether enough is found now for each of some questions of contacts, by their words. */
export async function findsEnough(tx: OrgTx, questions: readonly Asked[]): Promise<boolean[]> {
  const judged = await judgeEach(tx, questions, { audiences: ['public'], limit: CANDIDATES })
  const thresholds = await readThresholds(tx)
  const described = new Map((await describeChunks(tx, judged.flat())).map((chunk) => [chunk.chunkId, chunk]))
  return questions.map(({ question }, at) => {
    const found = (judged[at] ?? []).flatMap(({ chunkId, evidence }) => {
      const chunk = described.get(chunkId)
      return chunk ? [{ ...chunk, evidence }] : []
    })
    const [best] = bestFirst(question, found, thresholds)
    return best !== undefined && best.evidence >= thresholds[best.kind]
  })
}
