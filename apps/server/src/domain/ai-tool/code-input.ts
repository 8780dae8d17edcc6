import type { Address, ChannelType, ContactSnapshot, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAddresses, toAddresses } from '../contact/addresses.ts'
import { type Profile, snapshotOf } from '../contact/contact.ts'

const READ = statement(`
  select c.contact_id as "contactId", p.profile, i.channel, o.locale, o.time_zone as "timeZone",
    (extract(epoch from clock_timestamp()) * 1000)::float8 as now
  from conversation c
  join contact p on p.org_id = c.org_id and p.id = c.contact_id
  join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  join org o on o.id = c.org_id
  where c.org_id = $1 and c.id = $2`)

type Row = {
  contactId: Id
  profile: Buffer
  channel: ChannelType
  locale: string
  timeZone: string
  now: number
}

/** Who writes, where and when it is, as the code of a tool is told. */
export type CodeInput = { contact: ContactSnapshot; timeZone: string; now: number }

/** What the code of a tool is told of the conversation that it is run for: as that of a run is. */
export async function codeInputOf(tx: OrgTx, conversationId: Id): Promise<CodeInput> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) throw new Error('A tool was to be run in a conversation that does not exist.')
  const { contactId, channel, locale, timeZone, now } = row
  const addresses = toAddresses(await addressRows(tx, conversationId))
  const contact = snapshotOf(contactId, decode<Profile>(row.profile), { channel, addresses, locale })
  return { contact, timeZone, now }
}

async function addressRows(tx: OrgTx, conversationId: Id) {
  const { statement: read, values } = readAddresses(tx.orgId, conversationId)
  return tx.query<{ kind: Address['kind']; address: Buffer }>(read, values)
}
