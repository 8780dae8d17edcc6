import type { Estimate, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { casesOf, getSet } from '../test-set/test-set.ts'

// By what the plays of the last evaluations of this set came to; where a cost is not known, none is guessed.
const LATELY = statement(`
  select avg(steps)::float8 as calls, avg(micro_usd)::float8 as "microUsd", sum(unknown)::int as unknown
  from evaluation_play where org_id = $1 and evaluation_id in (
    select id from evaluation where org_id = $1 and set_id = $2 order by id desc limit 3)`)
// Without one: by what an answer to a contact came to this week.
const ANSWERS = statement(`
  select avg(calls)::float8 as calls, avg("microUsd")::float8 as "microUsd",
    sum(unknown)::int as unknown from (
    select count(*) as calls, sum(micro_usd) as "microUsd",
      count(*) filter (where micro_usd is null) as unknown
    from ai_call where org_id = $1 and message_id is not null and created_at > now() - interval '7 days'
    group by message_id order by min(id::text) desc limit 500) a`)

type Row = { calls: number | null; microUsd: number | null; unknown: number | null }

/** What it may come to if the set were tried now. @throws AppError `not_found` */
export async function estimateEvaluation(tx: OrgTx, setId: Id): Promise<Estimate> {
  const { plays } = await getSet(tx, setId)
  const cases = await casesOf(tx, setId)
  const played = plays * cases.length
  const answers = plays * cases.reduce((sum, { turns }) => sum + turns.length, 0)
  const lately = await rowOf(tx, LATELY, [tx.orgId, setId])
  if (lately.calls !== null) return { cases: cases.length, answers, ...times(lately, played) }
  return { cases: cases.length, answers, ...times(await rowOf(tx, ANSWERS, [tx.orgId]), answers) }
}

async function rowOf(tx: OrgTx, query: typeof LATELY, values: unknown[]): Promise<Row> {
  const { rows } = await tx.query<Row>(query, values)
  return rows[0] ?? { calls: null, microUsd: null, unknown: null }
}

function times({ calls, microUsd, unknown }: Row, count: number): Pick<Estimate, 'calls' | 'microUsd'> {
  const isKnown = microUsd !== null && unknown === 0
  return {
    calls: calls === null ? null : Math.ceil(calls * count),
    microUsd: isKnown ? Math.ceil(microUsd * count) : null,
  }
}
