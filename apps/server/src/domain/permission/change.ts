import { type Id, newId, type PermissionPurpose, type PermissionSource } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { recordEvent } from '../conversation/record.ts'
import { cancelUnsent } from '../conversation/take-turn.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'
import { ownFailure } from '../reason/reasons.ts'
import { type Ended, endLiveRuns } from '../run/end-live.ts'
import type { PermissionChange, Subject } from './permission.ts'

// In the order of their ids, as everything that locks several.
const LOCK = statement(`
  select c.id from conversation c join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where c.org_id = $1 and c.contact_id = $2 and c.status = 'open' and i.channel = $3
  order by c.id for update of c`)
// The same thing said at the same moment is known: a webhook that came twice.
const ADD = statement(`
  insert into permission (org_id, id, contact_id, channel, purpose, kind, source, evidence, text_version,
                          message_id, member_id, api_key_id, given_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce($13::timestamptz, now())
  where not exists (
    select from permission where org_id = $1 and contact_id = $3 and channel = $4 and purpose = $5
      and kind = $6 and source = $7 and given_at = $13)
  on conflict (org_id, message_id, purpose) where message_id is not null do nothing
  returning id`)
const SHOW = statement(`
  update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2
  returning version`)
const SILENCE = statement(`
  update conversation set turn_epoch = turn_epoch + 1, version = version + 1, changed_at = now(),
    holder = case when holder = 'human' then holder else 'nobody' end, waiting_since = null
  where org_id = $1 and id = $2 returning version`)
const LEAVE = statement('update conversation set run_id = null where org_id = $1 and id = $2')
// What stays may have waited behind what is cancelled: it becomes due.
const CANCEL = statement(`
  with gone as (
    update delivery d set version = c.version, status = 'cancelled', due_at = null, failure = $4
    from conversation c, message m
    where c.org_id = $1 and c.id = $2 and d.org_id = $1 and d.conversation_id = $2 and d.status = 'pending'
      and m.org_id = $1 and m.id = d.message_id and (m.purpose = any ($3::text[]) or 'all' = any ($3::text[]))
      and d.author <> 'system'
    returning d.id
  )
  update delivery d set due_at = coalesce(d.due_at, now())
  where d.org_id = $1 and d.conversation_id = $2 and d.status = 'pending'
    and d.id not in (select id from gone)`)

const OPTED_OUT: DeliveryFailure = ownFailure('no_more', { code: 'opted_out' })

/** What the contact did, and nobody for them. */
const BY_CONTACT = new Set<PermissionSource>(['message', 'keyword', 'platform', 'form'])

export type Changed = { conversationId: Id; version: number; ended: Ended[] }

/**
 * Writes down what a contact allowed or took back, and does what follows from it in the contact's open
 * conversations of the channel: what is unsent and no longer allowed is cancelled; after an opt-out of
 * everything or of answers, whatever a micro-backend has under way can no longer be shown, and its run ends.
 * The timeline of each says so.
 *
 * @returns the conversations that changed; null when all of it was known already, which changes nothing.
 */
export async function changePermission(tx: OrgTx, change: PermissionChange): Promise<Changed[] | null> {
  const conversations = await lockConversations(tx, change)
  const added = await addRows(tx, change)
  if (added.length === 0) return null
  const changed: Changed[] = []
  for (const conversationId of conversations) {
    changed.push(await follow(tx, { conversationId, change, added }))
  }
  return changed
}

async function lockConversations(tx: OrgTx, { contactId, channel }: Subject): Promise<Id[]> {
  const { rows } = await tx.query<{ id: Id }>(LOCK, [tx.orgId, contactId, channel])
  return rows.map(({ id }) => id)
}

async function addRows(tx: OrgTx, change: PermissionChange): Promise<PermissionPurpose[]> {
  const added: PermissionPurpose[] = []
  for (const purpose of change.purposes) {
    const { contactId, channel, kind, source, evidence, textVersion, messageId } = change
    const { rowCount } = await tx.query(ADD, [
      ...[
        tx.orgId,
        newId(),
        contactId,
        channel,
        purpose,
        kind,
        source,
        encode(evidence),
        textVersion ?? null,
      ],
      ...[messageId ?? null, change.memberId ?? null, change.apiKeyId ?? null, change.givenAt ?? null],
    ])
    if (rowCount) added.push(purpose)
  }
  return added
}

type Following = { conversationId: Id; change: PermissionChange; added: readonly PermissionPurpose[] }

async function follow(tx: OrgTx, { conversationId, change, added }: Following): Promise<Changed> {
  const isOut = change.kind === 'opt_out'
  const isSilenced = isOut && added.some((purpose) => purpose === 'all' || purpose === 'service')
  const at = [tx.orgId, conversationId]
  const { rows } = await tx.query<{ version: number }>(isSilenced ? SILENCE : SHOW, at)
  const ended = isSilenced ? await endRuns(tx, conversationId) : []
  if (isOut) await tx.query(CANCEL, [...at, added, encode(OPTED_OUT)])
  const { source, memberId = null, apiKeyId = null } = change
  await recordEvent(tx, {
    ...{ conversationId, memberId, apiKeyId, type: isOut ? 'opted_out' : 'opted_in' },
    ...{ isByBackend: source === 'backend', isByContact: BY_CONTACT.has(source) },
    data: { purposes: added, source },
  })
  return { conversationId, version: rows[0]?.version ?? 0, ended }
}

async function endRuns(tx: OrgTx, conversationId: Id): Promise<Ended[]> {
  await cancelUnsent(tx, conversationId)
  const { undoes, ended } = await endLiveRuns(tx, conversationId)
  if (!undoes) await tx.query(LEAVE, [tx.orgId, conversationId])
  return ended
}
