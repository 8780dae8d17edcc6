import type { AnswerCitation, Id, MessageAnswer, Rating } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const SHOWN = statement(`
  select a.id, a.action, a.reason, a.mode, a.citations, f.contact as "contactRating",
    f.member as "memberRating"
  from ai_answer a left join lateral (
    select max(rating) filter (where member_id is null) as contact,
           (array_agg(rating order by changed_at desc) filter (where member_id is not null))[1] as member
    from ai_feedback where org_id = a.org_id and answer_id = a.id) f on true
  where a.org_id = $1 and a.id = any ($2::uuid[])`)

type Row = Pick<MessageAnswer, 'action' | 'reason' | 'mode'> & {
  id: Id
  citations: Buffer
  contactRating: Rating | null
  memberRating: Rating | null
}

/** What is shown of answers beside their messages. Asks nothing when there are none. */
export async function shownAnswers(tx: OrgTx, ids: readonly Id[]): Promise<Map<Id, MessageAnswer>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.query<Row>(SHOWN, [tx.orgId, ids])
  return new Map(
    rows.map(({ id, citations, ...shown }) => [
      id,
      { ...shown, citations: decode<AnswerCitation[]>(citations) },
    ]),
  )
}
