import type { Id, WebhookEventDetail } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { StoredRaw } from '../webhook/read.ts'
import { findEvent, type OwnPartOf, readEvent } from './read.ts'

/** Works again on what of an event is for one inbox; resolves when the receipt says how it went. */
export type Rerun = (event: StoredRaw, only: { inboxId: Id; isDone: boolean }) => Promise<void>

type Ask = { orgId: Id; inboxId: Id; eventId: Id; ownPartOf: OwnPartOf; rerun: Rerun }

/**
 * Works on an event again, for this inbox alone: what of the batch is for others stays as it is. Safe to
 * repeat: a message that is stored, a status that is applied and a count that was made stay as they are,
 * and what the event says of a state that may have changed since is not said again.
 *
 * @throws AppError `not_found`
 */
export async function rerunEvent(db: Database, { rerun, ...ask }: Ask): Promise<WebhookEventDetail> {
  const { event, raw } = await findEvent(db, ask)
  const isDone = event.state === 'processed' || event.state === 'unhandled'
  await rerun(raw, { inboxId: ask.inboxId, isDone })
  return readEvent(db, { ...ask, isRevealed: false })
}
