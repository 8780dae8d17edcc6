import type { ArticleAudience } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { type DescribedChunk, describeChunks } from '../chunk/describe.ts'
import { type Judged, judgeChunks, judgeEach } from '../chunk/judge.ts'
import { bestFirst } from './best-first.ts'
import { readThresholds, type Thresholds } from './knowledge.ts'
import { type NearbyJudged, thresholdsFor, weighEvidence } from './weigh-evidence.ts'

const CANDIDATES_MAX = 10

type Asked = {
  question: string
  language: string
  audiences: readonly ArticleAudience[]
  nearby: NearbyJudged | null
}

/** A chunk that a question found, with its words and from which evidence on it answers. */
export type FoundCandidate = DescribedChunk & ReturnType<typeof weighEvidence> & { threshold: number }

/** What a question finds, what is quoted of it first; `thresholds` as `readThresholds` gives them. */
export async function findCandidates(
  tx: OrgTx,
  { question, language, audiences, nearby }: Asked,
  thresholds: Thresholds,
): Promise<FoundCandidate[]> {
  const asked = { question, language, audiences, limit: CANDIDATES_MAX }
  const judged = await judgeChunks(tx, asked, { nearby })
  const described = await describeChunks(tx, judged)
  return ranked(question, { judged, described, nearby, thresholds })
}

/** What each of some questions of contacts would be answered from now, by their words; null: too little is found. */
export async function findEnough(
  tx: OrgTx,
  questions: readonly Pick<Asked, 'question' | 'language'>[],
): Promise<(FoundCandidate | null)[]> {
  const all = await judgeEach(tx, questions, { audiences: ['public'], limit: CANDIDATES_MAX })
  const thresholds = await readThresholds(tx)
  const described = await describeChunks(tx, all.flat())
  return questions.map(({ question }, at) => {
    const judged = all[at] ?? []
    const [best] = ranked(question, { judged, described, nearby: null, thresholds })
    return best && isEnough(best) ? best : null
  })
}

/** Whether the best of what was found answers. */
export function isEnough(best: Pick<FoundCandidate, 'evidence' | 'threshold'> | undefined): boolean {
  return best !== undefined && best.evidence >= best.threshold
}

type Ranking = Pick<Asked, 'nearby'> & {
  judged: readonly Judged[]
  /** These and maybe others. */
  described: readonly DescribedChunk[]
  thresholds: Thresholds
}

function ranked(question: string, { judged, described, nearby, thresholds }: Ranking): FoundCandidate[] {
  const needed = thresholdsFor(thresholds, nearby)
  const byId = new Map(described.map((chunk) => [chunk.chunkId, chunk]))
  const found = judged.flatMap((one) => {
    const chunk = byId.get(one.chunkId)
    // Of an article without a text only the title was found: it says nothing.
    return chunk && chunk.text !== ''
      ? [{ ...chunk, ...weighEvidence(one, chunk.kind, nearby), threshold: needed[chunk.kind] }]
      : []
  })
  return bestFirst(question, found, needed)
}
