import type { ChannelEvent } from '@hilo/channels'
import { findSeen, type Seen as Mark } from '../../domain/delivery/find-seen.ts'
import type { Binding } from '../../domain/directory/find.ts'
import { type ClaimedJob, finishJob } from '../../domain/job/claim.ts'
import type { Job } from '../../domain/job/enqueue.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import type { StatusWorker } from './apply-status.ts'
import { lookAgain, lookLater } from './look-again.ts'

type Seen = Extract<ChannelEvent, { type: 'seen' }>
type Work = { context: Pick<WorkerContext, 'db' | 'keys'>; statuses: StatusWorker }

/**
 * Marks what a contact has received or read of a thread, up to a time or a message. A job waits for the sends
 * that it may be of and whose answer is still to come.
 */
export async function markSeen(
  { context, statuses }: Work,
  binding: Binding,
  { contact, upTo, status }: Seen,
): Promise<void> {
  const { externalIds, early } = await findSeen(context, { binding, contact, upTo })
  await mark({ statuses, binding }, externalIds, status)
  if (early.length === 0) return
  const { orgId, inboxId, channel } = binding
  const seen = { contact, status, upTo: 'at' in upTo ? { at: upTo.at.toISOString() } : upTo }
  await lookLater(context.db, orgId, { kind: 'mark_seen', inboxId, channel, seen, sends: early })
}

/** Marks what was seen before it was known by which id the platform took it. */
export async function markEarlySeen(
  { context, statuses }: Work,
  claimed: ClaimedJob,
  { inboxId, channel, seen, sends: among }: Extract<Job, { kind: 'mark_seen' }>,
): Promise<void> {
  const binding = { orgId: claimed.orgId, inboxId, channel }
  const { contact, status } = seen
  const upTo: Mark['upTo'] = 'at' in seen.upTo ? { at: new Date(seen.upTo.at) } : seen.upTo
  const { externalIds, early } = await persist(() => findSeen(context, { binding, contact, upTo, among }))
  await mark({ statuses, binding }, externalIds, status)
  if (early.length > 0 && (await lookAgain(context.db, claimed))) return
  await finishJob(context.db, claimed)
}

async function mark(
  { statuses, binding }: { statuses: StatusWorker; binding: Binding },
  externalIds: readonly string[],
  status: Seen['status'],
): Promise<void> {
  const told = { status, opaque: null, failure: null }
  await Promise.all(externalIds.map((externalId) => statuses.apply(binding, { ...told, externalId })))
}
