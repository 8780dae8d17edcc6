import type { Id } from '@hilo/protocol'
import { findSend } from '../../domain/delivery/find-send.ts'
import type { Binding } from '../../domain/directory/find.ts'
import type { WorkerContext } from '../context.ts'
import type { StatusWorker } from './apply-status.ts'
import { type SendLook, waitForSend } from './wait-for-send.ts'

type Status = Parameters<StatusWorker['apply']>[1]

/**
 * Applies a status. One that names a message by the platform's id may overtake the answer that tells that id:
 * it waits for those sends that were under way when it came, and for no later one.
 *
 * @returns false when nothing is known of the message that it names
 */
export async function markStatus(
  { context: { db }, statuses }: { context: Pick<WorkerContext, 'db'>; statuses: StatusWorker },
  binding: Binding,
  status: Status,
): Promise<boolean> {
  if (await statuses.apply(binding, status)) return true
  const { orgId, inboxId } = binding
  let first: readonly Id[] | null = null
  const isKnown = await waitForSend(async (): Promise<SendLook<true>> => {
    const send = await findSend(db, { orgId, inboxId, externalId: status.externalId })
    const early: readonly Id[] = first ?? [...send.sending, ...send.unknown]
    first = early
    const isAnyOf = (ids: readonly Id[]) => ids.some((id) => early.includes(id))
    const inDoubt = isAnyOf(send.unknown) ? 'unknown' : null
    return { found: send.isKnown || null, waitsFor: isAnyOf(send.sending) ? 'sending' : inDoubt }
  })
  return isKnown ? statuses.apply(binding, status) : false
}
