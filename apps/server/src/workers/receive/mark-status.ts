import { type FoundSend, findSend } from '../../domain/delivery/find-send.ts'
import type { Binding } from '../../domain/directory/find.ts'
import { type ClaimedJob, finishJob } from '../../domain/job/claim.ts'
import type { Job } from '../../domain/job/enqueue.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import type { StatusWorker } from './apply-status.ts'
import { lookAgain, lookLater } from './look-again.ts'

type Status = Parameters<StatusWorker['apply']>[1]
type Work = { context: Pick<WorkerContext, 'db'>; statuses: StatusWorker }

/**
 * Applies a status. One that names a message by the platform's id may overtake the answer that tells that id:
 * a job waits for those sends that were under way or in doubt when it came, and for no later one. What names
 * a send by our own id needs no answer.
 *
 * @returns false when nothing is known of the message that it names, nor will be
 */
export async function markStatus(
  { context: { db }, statuses }: Work,
  binding: Binding,
  { externalId, opaque, status, failure }: Status,
): Promise<boolean> {
  const told = { externalId, opaque, status, failure }
  if (await statuses.apply(binding, told)) return true
  if (opaque !== null) return false
  const { orgId, inboxId } = binding
  const send = await findSend(db, { orgId, inboxId, externalId })
  // The answer came between the two looks.
  if (send.isKnown) return statuses.apply(binding, told)
  const sends = underWay(send)
  if (sends.length === 0) return false
  await lookLater(db, orgId, { kind: 'mark_status', inboxId, status: told, sends })
  return true
}

/** Applies a status that came before it was known what it is of. */
export async function markEarlyStatus(
  { context: { db }, statuses }: Work,
  claimed: ClaimedJob,
  { inboxId, status, sends }: Extract<Job, { kind: 'mark_status' }>,
): Promise<void> {
  const { orgId } = claimed
  const { externalId } = status
  const send = await persist(() => findSend(db, { orgId, inboxId, externalId }))
  const isOpen = !send.isKnown && underWay(send).some((id) => sends.includes(id))
  if (isOpen && (await lookAgain(db, claimed))) return
  if (send.isKnown) await statuses.apply({ orgId, inboxId }, status)
  await finishJob(db, claimed)
}

function underWay({ sending, unknown }: FoundSend): FoundSend['sending'] {
  return [...sending, ...unknown]
}
