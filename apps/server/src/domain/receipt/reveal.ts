import { type Id, newId, type WebhookEventDetail } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { type GatheredEntry, insertEntries } from '../log/insert.ts'
import { type OwnPartOf, readEvent } from './read.ts'

type Ask = { orgId: Id; inboxId: Id; eventId: Id; ownPartOf: OwnPartOf; member: { id: Id; name: string } }

/**
 * Shows an event as it came, but for its secrets. Who looked is in the log before anything is shown:
 * without the entry nobody sees it.
 *
 * @throws AppError `not_found`, which leaves no entry
 */
export async function revealEvent(db: Database, { member, ...ask }: Ask): Promise<WebhookEventDetail> {
  const event = await readEvent(db, { ...ask, isRevealed: true })
  const { orgId, inboxId, eventId } = ask
  const entry: GatheredEntry = {
    ...{ id: newId(), at: new Date(), severity: 'info', source: 'webhook', kind: 'event.revealed' },
    text: `${member.name} looked at a webhook event with all that people wrote in it.`,
    data: { eventId, inboxId, memberId: member.id },
  }
  await db.flight(orgId, [insertEntries(orgId, [entry])])
  return event
}
