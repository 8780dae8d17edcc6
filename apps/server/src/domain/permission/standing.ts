import type { Id, PermissionKind, PermissionPurpose, PermissionSource, Purpose } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { PURPOSES, type Subject } from './permission.ts'

const LAST = statement(`
  select distinct on (purpose) id, purpose, kind, source, given_at as "givenAt"
  from permission where org_id = $1 and contact_id = $2 and channel = $3
  order by purpose, given_at desc, id desc`)
// The open and the closed ones have an index each. What says nothing by itself, and STOP, is no
// `last_in_seq`.
const WROTE = statement(`
  with talk as (
    select id, inbox_id, last_in_seq from conversation
    where org_id = $1 and contact_id = $2 and status = 'open'
    union all
    select id, inbox_id, last_in_seq from conversation
    where org_id = $1 and contact_id = $2 and status = 'closed'
  )
  select m.id, m.created_at as "givenAt"
  from talk join inbox i on i.org_id = $1 and i.id = talk.inbox_id and i.channel = $3
  join message m on m.org_id = $1 and m.conversation_id = talk.id and m.seq = talk.last_in_seq
  order by m.created_at desc limit 1`)

export type Row = {
  id: Id
  purpose: PermissionPurpose
  kind: PermissionKind
  source: PermissionSource
  givenAt: Date
}

/** The contact's last message that says something. */
export type Wrote = { id: Id; givenAt: Date }

export type Held = {
  is: 'opted_in' | 'opted_out' | 'unknown'
  /** The row that it follows from; null while it follows from a message of the contact. */
  permissionId: Id | null
  messageId: Id | null
  since: Date | null
  source: PermissionSource | null
}

/** What holds now, by purpose. */
export type Standings = Record<Purpose, Held>

const UNKNOWN: Held = { is: 'unknown', permissionId: null, messageId: null, since: null, source: null }

/** What a contact's own message gives; after an opt-out it gives the answer to it and no more. */
const GIVEN_BY_WRITING: readonly Purpose[] = ['service', 'utility']

/** What a contact allows on a channel now. */
export async function standingOf(tx: OrgTx, { contactId, channel }: Subject): Promise<Standings> {
  const values = [tx.orgId, contactId, channel]
  const { rows } = await tx.query<Row>(LAST, values)
  const { rows: wrote } = await tx.query<Wrote>(WROTE, values)
  return derive(rows, wrote[0] ?? null)
}

/**
 * What follows from the last row of each purpose and the contact's last message: the last row of a purpose
 * counts, unless an opt-out of everything is newer. A contact who writes allows `service` and `utility`; who
 * writes after having opted out allows `service` alone.
 */
export function derive(rows: readonly Row[], wrote: Wrote | null): Standings {
  const all = rows.find(({ purpose }) => purpose === 'all')
  const entries = PURPOSES.map((purpose) => {
    const own = rows.find((row) => row.purpose === purpose)
    const last = own && all ? (isAfter(own, all) ? own : all) : (own ?? all)
    return [purpose, heldBy(purpose, { last, wrote })] as const
  })
  return Object.fromEntries(entries) as Standings
}

function heldBy(purpose: Purpose, { last, wrote }: { last: Row | undefined; wrote: Wrote | null }): Held {
  if (last?.kind === 'opt_in') return held(last)
  const isGiven = last ? purpose === 'service' && isAfter(wrote, last) : GIVEN_BY_WRITING.includes(purpose)
  if (isGiven && wrote) {
    const { id: messageId, givenAt: since } = wrote
    return { is: 'opted_in', permissionId: null, messageId, since, source: 'message' }
  }
  return last ? held(last) : UNKNOWN
}

function held({ id, kind, source, givenAt }: Row): Held {
  const is = kind === 'opt_in' ? 'opted_in' : 'opted_out'
  return { is, permissionId: id, messageId: null, since: givenAt, source }
}

function isAfter(one: { givenAt: Date } | null, other: { givenAt: Date }): boolean {
  return one !== null && one.givenAt > other.givenAt
}

/** The purposes that an opt-out of everything took, and that the contact had allowed by a row before. */
export function takenBy(rows: readonly Row[]): Purpose[] {
  const all = rows.find(({ purpose }) => purpose === 'all')
  if (!all) return []
  return PURPOSES.filter((purpose) => {
    const own = rows.find((row) => row.purpose === purpose)
    if (own && isAfter(own, all)) return false
    return own ? own.kind === 'opt_in' : GIVEN_BY_WRITING.includes(purpose)
  })
}

/** The last row of each purpose. */
export async function lastRows(tx: OrgTx, { contactId, channel }: Subject): Promise<Row[]> {
  const { rows } = await tx.query<Row>(LAST, [tx.orgId, contactId, channel])
  return rows
}
