import type { AnswerCounts, AnswerFigures, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { periodOf } from '../metrics/scope.ts'

// Answers of the period, each with what became of it. Who wrote after it, the contact or a person, has not
// left; a later answer of AI only follows a message of the contact. Who says in words that it did not help
// gets people next.
const REPLY = `
  with reply as (
    select a.inbox_id, a.conversation_id, (a.created_at at time zone $4)::date as day, a.action,
           a.confirmed_at is not null as is_confirmed,
           coalesce(f.rating = 'bad', false) or a.action <> 'handoff' and coalesce(
             lead(a.reason) over (partition by a.conversation_id order by a.created_at, a.id)
               = 'negative_feedback', false) as is_unhelpful,
           (select m.rating from ai_feedback m
             where m.org_id = a.org_id and m.answer_id = a.id and m.member_id is not null
             order by m.changed_at desc limit 1) as member_rating,
           a.action = 'answer' and a.confirmed_at is null and f.rating is null
             and a.created_at < now() - interval '1 day' and not exists (
               select 1 from message m
               where m.org_id = a.org_id and m.conversation_id = a.conversation_id and m.seq > a.read_seq
                 and m.author in ('contact', 'agent') and m.created_at < a.created_at + interval '1 day'
             ) as is_assumed
    from ai_answer a
    left join ai_feedback f on f.org_id = a.org_id and f.answer_id = a.id and f.member_id is null
    where a.org_id = $1 and a.created_at >= $2 and a.created_at < $3 and ($5::uuid is null or a.inbox_id = $5)
  )`
const REPLIES = statement(`${REPLY}
  select r.inbox_id as "inboxId", r.day::text, count(*)::int as replies,
         count(*) filter (where action = 'answer')::int as answered,
         count(*) filter (where action = 'suggest')::int as suggested,
         count(*) filter (where action = 'handoff')::int as "handedOver",
         count(*) filter (where is_confirmed)::int as confirmed,
         count(*) filter (where is_assumed)::int as assumed,
         count(*) filter (where is_unhelpful)::int as unhelpful,
         count(*) filter (where member_rating = 'good')::int as "ratedGood",
         count(*) filter (where member_rating = 'bad')::int as "ratedBad"
  from reply r group by r.inbox_id, r.day`)
// What was answered first and given to people then was not resolved by AI.
const CONVERSATIONS = statement(`${REPLY},
  talk as (
    select bool_or(action = 'handoff') as is_given, bool_or(is_confirmed) as is_confirmed,
           bool_or(is_assumed) as is_assumed
    from reply group by conversation_id
  )
  select count(*)::int as count, count(*) filter (where is_given)::int as "handedOver",
         count(*) filter (where is_confirmed and not is_given)::int as confirmed,
         count(*) filter (where is_assumed and not is_confirmed and not is_given)::int as assumed
  from talk`)
// Also of replies that were never sent: they cost as much.
const COSTS = statement(`
  select inbox_id as "inboxId", (created_at at time zone $4)::date::text as day,
         coalesce(sum(micro_usd), 0)::float8 as "microUsd",
         count(*) filter (where micro_usd is null)::int as "unknownCalls"
  from ai_call
  where org_id = $1 and created_at >= $2 and created_at < $3 and inbox_id is not null
    and purpose in ('condense', 'answer', 'verify', 'knowledge', 'summarise')
    and ($5::uuid is null or inbox_id = $5)
  group by 1, 2`)
const REASONS = statement(`
  select reason, count(*)::int as count from ai_answer
  where org_id = $1 and created_at >= $2 and created_at < $3 and ($4::uuid is null or inbox_id = $4)
    and action = 'handoff' and reason is not null
  group by reason order by count desc, reason`)
const NAMES = statement('select id, name from inbox where org_id = $1')

const NOTHING: AnswerCounts = {
  ...{ replies: 0, answered: 0, suggested: 0, handedOver: 0, confirmed: 0, assumed: 0, unhelpful: 0 },
  ...{ ratedGood: 0, ratedBad: 0, microUsd: 0, unknownCalls: 0 },
}
const KEYS = Object.keys(NOTHING) as (keyof AnswerCounts)[]

type Row = Partial<AnswerCounts> & { inboxId: Id; day: string }

/**
 * Counts what became of AI's replies in the last days, of all inboxes or of one. A contact who says nothing
 * more is counted apart from one who says that it helped.
 */
export async function countAnswers(
  tx: OrgTx,
  { inboxId = null, days }: { inboxId?: Id | null | undefined; days: number },
): Promise<AnswerFigures> {
  const { from, to, timeZone, since, until } = await periodOf(tx, { days })
  const values = [tx.orgId, since, until, timeZone, inboxId]
  const replies = await tx.query<Row>(REPLIES, values)
  const conversations = await tx.query<AnswerFigures['conversations']>(CONVERSATIONS, values)
  const costs = await tx.query<Row>(COSTS, values)
  const reasons = await tx.query<AnswerFigures['reasons'][number]>(REASONS, [tx.orgId, since, until, inboxId])
  const names = await tx.query<{ id: Id; name: string }>(NAMES, [tx.orgId])
  const nameOf = new Map(names.rows.map(({ id, name }) => [id, name]))
  const rows = [...replies.rows, ...costs.rows]
  const inboxes = [...grouped(rows, (row) => row.inboxId)]
    .map(([id, counts]) => ({ inboxId: id, name: nameOf.get(id) ?? '', counts }))
    .sort((a, b) => b.counts.replies - a.counts.replies || a.name.localeCompare(b.name))
  const byDay = [...grouped(rows, (row) => row.day)]
    .map(([day, counts]) => ({ day, counts }))
    .sort((a, b) => (a.day < b.day ? 1 : -1))
  const talks = conversations.rows[0] ?? { count: 0, handedOver: 0, confirmed: 0, assumed: 0 }
  return {
    ...{ from, to, timeZone, total: sumOf(rows), conversations: talks, reasons: reasons.rows },
    ...{ inboxes, days: byDay },
  }
}

function grouped(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, AnswerCounts> {
  const groups = Map.groupBy(rows, keyOf)
  return new Map([...groups].map(([key, members]) => [key, sumOf(members)]))
}

function sumOf(rows: readonly Row[]): AnswerCounts {
  const sums = KEYS.map((key) => [key, rows.reduce((sum, row) => sum + (row[key] ?? 0), 0)])
  return { ...NOTHING, ...Object.fromEntries(sums) }
}
