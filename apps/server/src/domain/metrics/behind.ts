import type { Id, Stopped } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readDigest } from './days.ts'
import { questionsBy } from './digest.ts'
import { type RunFacts, readFacts } from './facts.ts'
import { abandonedBefore } from './read.ts'
import { SCOPE, type Scope, valuesOf, wholeDays } from './scope.ts'
import { isAbandoned, standsOf } from './stops.ts'

/** A figure of the metrics: the runs at a question, or those that were handed off for a reason. */
export type Figure =
  | { question: string; stopped: Stopped | undefined; abandonedAfterHours: number }
  | { reason: string }

/** How many runs one page looks through. */
const LOOKED_THROUGH_MAX = 4_000
const BATCH = 500

const NEWEST = statement(`
  select r.id from run r where ${SCOPE} and ($8::uuid is null or r.id < $8)
  order by r.id desc limit ${BATCH}`)

type Ask = Omit<Scope, 'since' | 'until' | 'timeZone'> & { since: string; until: string }
type Part = { before: Id | null; limit: number }

/**
 * The runs that a figure counts, newest first, as the metrics judge them, below an id. There may be fewer
 * than the limit while `next` tells where to go on.
 */
export async function runsBehind(
  tx: OrgTx,
  figure: Figure,
  { ask, before, limit }: Part & { ask: Ask },
): Promise<{ ids: Id[]; next: Id | null }> {
  const isCounted = await judgeOf(tx, figure, ask)
  const scope = { ...ask, since: new Date(ask.since), until: new Date(ask.until), timeZone: '' }
  const ids: Id[] = []
  let cursor = before
  for (let looked = 0; looked < LOOKED_THROUGH_MAX; looked += BATCH) {
    const { rows } = await tx.query<{ id: Id }>(NEWEST, [...valuesOf(tx, scope), cursor])
    const runs = await readFacts(
      tx,
      rows.map(({ id }) => id),
    )
    for (const run of runs.toReversed()) {
      if (!isCounted(run)) continue
      if (ids.length === limit) return { ids, next: ids.at(-1) ?? null }
      ids.push(run.id)
    }
    if (rows.length < BATCH) return { ids, next: null }
    cursor = rows.at(-1)?.id ?? null
  }
  return { ids, next: cursor }
}

/** Which question is meant is known by the wordings of all the days. */
async function judgeOf(tx: OrgTx, figure: Figure, ask: Ask): Promise<(run: RunFacts) => boolean> {
  if ('reason' in figure) return ({ reason }) => reason === figure.reason
  const before = abandonedBefore(figure.abandonedAfterHours)
  const { digest } = await readDigest(tx, { ...ask, ...(await wholeDays(tx, ask)) }, { before })
  const { questions } = digest
  const question = questions.findIndex(({ name }) => name === figure.question)
  const questionOf = questionsBy(questions.map(({ wordings }) => wordings))
  return (run) => {
    const stand = standsOf(run, questionOf).find((each) => each.question === question)
    if (!stand || figure.stopped === undefined) return stand !== undefined
    return figure.stopped === 'abandoned' ? isAbandoned(stand, before) : stand.stopped === figure.stopped
  }
}
