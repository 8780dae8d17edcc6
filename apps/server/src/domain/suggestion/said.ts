import type { Content, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** What takes more messages than this is a talk, and no article. */
export const MESSAGES_MAX = 40

// Notes are in a table of their own, so what members said to one another is in none of it.
const SAID = statement(`
  select c.id as "conversationId", m.seq, m.author, m.content, m.created_at as at
  from unnest($2::uuid[], $3::bigint[]) as place (id, seq)
  join conversation c on c.org_id = $1 and c.id = place.id and c.status = 'closed'
  cross join lateral (
    select m.seq, m.author, m.content, m.created_at from message m
    where m.org_id = $1 and m.conversation_id = c.id and m.seq > place.seq and m.unsent_at is null
      and m.author in ('agent', 'contact')
    order by m.seq limit $4) m
  order by c.id, m.seq`)
const BEFORE = statement(`
  select place.id as "conversationId", a.question from unnest($2::uuid[], $3::bigint[]) as place (id, seq)
  cross join lateral (
    select a.question, a.read_seq, a.created_at from ai_answer a
    where a.org_id = $1 and a.conversation_id = place.id and a.read_seq < place.seq
    order by a.read_seq desc, a.created_at desc limit $4) a
  order by place.id, a.read_seq desc, a.created_at desc`)
const BEFORE_MAX = 5

/** From which message on is read. */
export type Place = { conversationId: Id; readSeq: number }
/** A message in words; empty when it has none. */
export type Said = { conversationId: Id; author: 'agent' | 'contact'; text: string; at: Date }

type Row = Omit<Said, 'text'> & { content: Buffer }

/** What contacts and members said after places in conversations that are closed, one more than may be. */
export async function saidAfter(tx: OrgTx, places: readonly Place[]): Promise<Map<Id, Said[]>> {
  const { rows } = await tx.query<Row>(SAID, [...valuesOf(tx, places), MESSAGES_MAX + 1])
  const said = rows.map(({ content, ...rest }) => ({ ...rest, text: textOf(decode<Content>(content)) }))
  return Map.groupBy(said, ({ conversationId }) => conversationId)
}

/** What AI was asked before places, the last of it first. */
export async function askedBefore(tx: OrgTx, places: readonly Place[]): Promise<Map<Id, string[]>> {
  if (places.length === 0) return new Map()
  const { rows } = await tx.query<{ conversationId: Id; question: Buffer }>(BEFORE, [
    ...valuesOf(tx, places),
    BEFORE_MAX,
  ])
  const groups = Map.groupBy(rows, ({ conversationId }) => conversationId)
  return new Map([...groups].map(([id, all]) => [id, all.map(({ question }) => decode<string>(question))]))
}

function valuesOf({ orgId }: OrgTx, places: readonly Place[]): unknown[] {
  const ids = places.map(({ conversationId }) => conversationId)
  return [orgId, ids, places.map(({ readSeq }) => readSeq)]
}

function textOf(content: Content): string {
  return content.type === 'text' ? content.text.trim() : ''
}
