import { smallTalkIn } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// The cost of one whose price nobody knows is not nothing: the sum is unknown then.
const LIST = statement(`
  select a.id as "answerId", a.question, a.language, c."microUsd"
  from ai_answer a
  left join lateral (
    select case when count(*) = count(micro_usd) then coalesce(sum(micro_usd), 0)::float8 end as "microUsd"
    from ai_call where org_id = a.org_id and message_id = a.id
  ) c on true
  where a.org_id = $1 and ($2::uuid is null or a.inbox_id = $2)
  order by a.created_at desc, a.id desc limit $3`)
type Row = { answerId: Id; question: Buffer; language: string; microUsd: number | null }

const LOOKED_AT = 100

export type PastQuestion = { answerId: Id; question: string; language: string; microUsd: number | null }

/**
 * What contacts asked last, each question once, with what its answer cost then; null: nobody knows. Thanks
 * and the like ask nothing.
 */
export async function listPastQuestions(
  tx: OrgTx,
  { inboxId, limit }: { inboxId: Id | null; limit: number },
): Promise<PastQuestion[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, inboxId, LOOKED_AT])
  const questions = new Map<string, PastQuestion>()
  for (const { answerId, language, microUsd, ...row } of rows) {
    const question = decode<string>(row.question).trim()
    if (question !== '' && !questions.has(question) && smallTalkIn(question) === null) {
      questions.set(question, { answerId, question, language, microUsd })
    }
  }
  return [...questions.values()].slice(0, limit)
}
