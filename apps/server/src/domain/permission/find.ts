import { type Content, type Id, newId, type Purpose } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { purposeOf, type Subject } from './permission.ts'
import { type Held, standingOf } from './standing.ts'

const GIVE = statement(`
  insert into permission (org_id, id, contact_id, channel, purpose, kind, source, evidence, message_id,
                          given_at)
  values ($1, $2, $3, $4, $5, 'opt_in', 'message', $6, $7, $8)
  on conflict (org_id, message_id, purpose) where message_id is not null do nothing returning id`)
const GIVEN = statement(`
  select id from permission where org_id = $1 and message_id = $2 and purpose = $3 and kind = 'opt_in'`)

/** What a message rests on that the business begins. */
export type Basis = { purpose: Purpose; permissionId: Id }

export type Permitted =
  /** An answer: nothing has to be written down of it. */
  | { type: 'answer' }
  | ({ type: 'rests_on' } & Basis)
  | { type: 'refused'; rule: 'opted_out' | 'opt_in_missing'; purpose: Purpose; reason: string }

type Sending = Subject & { content: Content; isWindowOpen: boolean }

/**
 * Whether a contact's permission allows a message, and by which row of the ledger. Inside the window an
 * answer needs that the contact did not opt out since they last wrote; a template outside of it, and one of
 * marketing at any time, needs an opt-in of its purpose. What follows from the contact's own message is
 * written down now, once for a message and purpose.
 */
export async function findPermission(
  tx: OrgTx,
  { content, isWindowOpen, ...subject }: Sending,
): Promise<Permitted> {
  const standings = await standingOf(tx, subject)
  const purpose = begins(content, isWindowOpen)
  if (purpose === null) {
    return standings.service.is === 'opted_out' ? refused('service', 'opted_out') : { type: 'answer' }
  }
  const held = standings[purpose]
  if (held.is !== 'opted_in') {
    return refused(purpose, held.is === 'opted_out' ? 'opted_out' : 'opt_in_missing')
  }
  const permissionId = held.permissionId ?? (await writeDown(tx, subject, { purpose, held }))
  return { type: 'rests_on', purpose, permissionId }
}

/** What a message is for that the business begins; null for an answer. */
function begins(content: Content, isWindowOpen: boolean): Purpose | null {
  if (content.type !== 'template') return null
  const purpose = purposeOf(content.category)
  return isWindowOpen && purpose !== 'marketing' ? null : purpose
}

async function writeDown(
  tx: OrgTx,
  { contactId, channel }: Subject,
  { purpose, held: { messageId, since } }: { purpose: Purpose; held: Held },
): Promise<Id> {
  const evidence = encode('The contact wrote.')
  const given = [tx.orgId, newId(), contactId, channel, purpose, evidence, messageId, since]
  const { rows } = await tx.query<{ id: Id }>(GIVE, given)
  const { rows: known } = rows[0]
    ? { rows }
    : await tx.query<{ id: Id }>(GIVEN, [tx.orgId, messageId, purpose])
  if (!known[0]) throw new Error('A permission was neither written nor known.')
  return known[0].id
}

const WHY = {
  opted_out: (purpose: Purpose) =>
    purpose === 'service'
      ? 'The contact asked for no more messages. Wait until they write again.'
      : `The contact opted out of ${purpose} messages. Only they can take that back: by the word START, ` +
        'or by telling a member, who records it.',
  opt_in_missing: (purpose: Purpose) =>
    `The contact has not opted in to ${purpose} messages. Ask for it, record the answer in the contact's ` +
    'details with how it is known, and send then.',
}

function refused(purpose: Purpose, rule: keyof typeof WHY): Permitted {
  return { type: 'refused', rule, purpose, reason: WHY[rule](purpose) }
}
