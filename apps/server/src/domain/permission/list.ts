import { AppError, type ChannelType, type Id, type PermissionEntry, type Standing } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { PURPOSES } from './permission.ts'
import { standingOf } from './standing.ts'

const EXISTS = statement('select 1 from contact where org_id = $1 and id = $2')
const CHANNELS = statement(`
  select distinct channel from identity where org_id = $1 and contact_id = $2 order by channel`)
const ENTRIES = statement(`
  select p.id, p.channel, p.purpose, p.kind, p.source, p.evidence, p.text_version as "textVersion",
         p.message_id as "messageId", m.name as "memberName", p.given_at as "givenAt"
  from permission p left join member m on m.org_id = p.org_id and m.id = p.member_id
  where p.org_id = $1 and p.contact_id = $2 order by p.given_at desc, p.id desc limit 200`)

export type Ledger = { standing: Standing[]; entries: PermissionEntry[] }

/**
 * What a contact allowed and took back on the channels they have, newest first, and what holds now.
 *
 * @throws AppError `not_found`
 */
export async function listPermissions(tx: OrgTx, contactId: Id): Promise<Ledger> {
  const channels = await channelsOf(tx, contactId)
  const standing: Standing[] = []
  for (const channel of channels) {
    const held = await standingOf(tx, { contactId, channel })
    for (const purpose of PURPOSES) {
      const { is, since, source } = held[purpose]
      standing.push({ channel, purpose, is, source, since: since?.toISOString() ?? null })
    }
  }
  const { rows } = await tx.query<Row>(ENTRIES, [tx.orgId, contactId])
  return { standing, entries: rows.map(toEntry) }
}

/**
 * The channels on which a contact has an address.
 *
 * @throws AppError `not_found`
 */
export async function channelsOf(tx: OrgTx, contactId: Id): Promise<ChannelType[]> {
  const { rows: found } = await tx.query(EXISTS, [tx.orgId, contactId])
  if (found.length === 0) throw new AppError('not_found', 'There is no such contact.')
  const { rows } = await tx.query<{ channel: ChannelType }>(CHANNELS, [tx.orgId, contactId])
  return rows.map(({ channel }) => channel)
}

type Row = Omit<PermissionEntry, 'evidence' | 'givenAt'> & { evidence: Buffer; givenAt: Date }

function toEntry({ evidence, givenAt, ...row }: Row): PermissionEntry {
  return { ...row, evidence: decode<string>(evidence), givenAt: givenAt.toISOString() }
}
