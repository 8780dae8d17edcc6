import { type Id, type InboxFact, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { InboxSettings } from '../inbox/inbox.ts'

type Fact = { name: string; value: string; detail: Readonly<Record<string, unknown>> }
export type FactChange = { inboxId: Id; name: string; value: string; before: string | null }

const NUMBERS = statement(
  "select id, name, settings from inbox where org_id = $1 and channel = 'whatsapp' order by created_at",
)
// Said again, or late, it changes nothing that came after it.
const ADD = statement(`
  with latest as (
    select value, at from inbox_fact where org_id = $1 and inbox_id = $3 and name = $4
    order by at desc, id desc limit 1
  ), added as (
    insert into inbox_fact (org_id, id, inbox_id, name, value, detail, at)
    select $1, $2, $3, $4, $5, $6, $7
    where not exists (select from latest where value = $5 and at <= $7)
    on conflict (org_id, inbox_id, name, at, value) do nothing
    returning at
  )
  select (select value from latest) as before from added
  where not exists (select from latest where latest.at > $7)`)
const DETAIL_BYTES_MAX = 8_000

type Told = { at: Date; owner: string | null; facts: readonly Fact[] }

/**
 * Keeps what the platform said of the account behind an inbox. What names a business account and no number
 * goes to all its numbers; what names one of several numbers by its digits, to the one whose name has them.
 *
 * @returns what is new, and holds from now on
 */
export async function recordFacts(
  db: Database,
  { orgId, inboxId }: { orgId: Id; inboxId: Id },
  { at, owner, facts }: Told,
): Promise<FactChange[]> {
  return db.withOrg(orgId, async (tx) => {
    const changes: FactChange[] = []
    for (const { name, value, detail } of facts) {
      const bytes = encode(detail)
      const kept = bytes.length > DETAIL_BYTES_MAX ? null : bytes
      for (const id of await inboxesOf(tx, { inboxId, owner, detail })) {
        const { rows } = await tx.query<{ before: string | null }>(ADD, [
          ...[orgId, newId(), id, name, value, kept, at],
        ])
        if (rows[0]) changes.push({ inboxId: id, name, value, before: rows[0].before })
      }
    }
    return changes
  })
}

type Meant = { inboxId: Id; owner: string | null; detail: Fact['detail'] }

async function inboxesOf(tx: OrgTx, { inboxId, owner, detail }: Meant): Promise<Id[]> {
  if (owner === null) return [inboxId]
  const { rows } = await tx.query<{ id: Id; name: string; settings: Buffer }>(NUMBERS, [tx.orgId])
  const siblings = rows.filter(({ settings }) => decode<InboxSettings>(settings).wabaId === owner)
  if (siblings.length < 2) return [inboxId]
  const digits = digitsOf(detail.display_phone_number)
  if (digits === '') return siblings.map(({ id }) => id)
  const named = siblings.filter(({ name }) => digitsOf(name).endsWith(digits.slice(-8)))
  return named.length > 0 ? named.map(({ id }) => id) : [inboxId]
}

function digitsOf(text: unknown): string {
  return typeof text === 'string' ? text.replaceAll(/\D/g, '') : ''
}

const HISTORY = statement(`
  select inbox_id as "inboxId", name, value, at from (
    select f.*, row_number() over (partition by inbox_id, name order by at desc, id desc) as place
    from inbox_fact f where org_id = $1 and inbox_id = any ($2::uuid[])
  ) f where place <= 10 order by inbox_id, name, place`)

/** What holds of each inbox, with the nine values before it. */
export async function factsOf(tx: OrgTx, inboxIds: readonly Id[]): Promise<Map<Id, InboxFact[]>> {
  const { rows } = await tx.query<{ inboxId: Id; name: string; value: string; at: Date }>(HISTORY, [
    ...[tx.orgId, inboxIds],
  ])
  const facts = new Map<Id, InboxFact[]>()
  for (const { inboxId, name, value, at } of rows) {
    const ofInbox = facts.get(inboxId) ?? []
    facts.set(inboxId, ofInbox)
    const known = ofInbox.find((fact) => fact.name === name)
    const told = { value, at: at.toISOString() }
    if (known) known.before.push(told)
    else ofInbox.push({ name, ...told, before: [] })
  }
  return facts
}
