import type { Address, ChannelType, Id, ToolIdentity } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type Proven, provenIn } from '../proof/proof.ts'

// A visitor's address is the secret of a browser: it goes nowhere.
const READ = statement(`
  select c.contact_id as "contactId", c.inbox_id as "inboxId", i.channel,
    array(select json_build_object('kind', a.kind, 'address', encode(a.address, 'base64')) from identity a
      where a.org_id = c.org_id and a.contact_id = c.contact_id and a.channel = i.channel
        and a.kind not in ('visitor', 'external')
      order by a.kind = 'wa_id' desc, a.created_at desc) as addresses
  from conversation c join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where c.org_id = $1 and c.id = $2`)

type Row = {
  contactId: Id
  inboxId: Id
  channel: ChannelType
  addresses: { kind: Address['kind']; address: string }[]
}

/** What the server knows of who writes; null: it does not. */
export type Identity = Readonly<Record<ToolIdentity, string | null>>

/** Who it is, as far as anybody knows it for certain, and where they write. */
export type Known = { identity: Identity; channel: ChannelType; inboxId: Id; proven: Proven }

/**
 * Who writes in a conversation: by what its channel says and by what they have proved, never by what was
 * said. For a call of a tool, what was proved when it was asked for.
 */
export async function identityOf(tx: OrgTx, conversationId: Id, callId: Id | null = null): Promise<Known> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) throw new Error('A tool was to be used in a conversation that does not exist.')
  const { contactId, inboxId, channel, addresses } = row
  const proven = await provenIn(tx, conversationId, callId)
  const known = addresses.map(({ kind, address }) => ({
    kind,
    value: decode<string>(Buffer.from(address, 'base64')),
  }))
  const number = known.find(({ kind }) => kind === 'wa_id')
  const identity: Identity = {
    'contact.id': contactId,
    'contact.address': known[0]?.value ?? null,
    'contact.email': proven.email,
    'contact.external_id': proven.externalId,
    'contact.phone': number ? `+${number.value.replace(/^\+/, '')}` : null,
    'conversation.id': conversationId,
    'inbox.id': inboxId,
  }
  return { identity, channel, inboxId, proven }
}
