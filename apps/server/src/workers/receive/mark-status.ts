import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '@hilo/protocol'
import { findSend } from '../../domain/delivery/find-send.ts'
import type { Binding } from '../../domain/directory/find.ts'
import type { WorkerContext } from '../context.ts'
import type { StatusWorker } from './apply-status.ts'

type Status = Parameters<StatusWorker['apply']>[1]

/** For so long a status waits for the answer to the send that it may be of. */
const LOOKS = 40
const PAUSE_MS = 250

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
  const { orgId, inboxId } = binding
  const { externalId } = status
  let under: Id[] | null = null
  for (let look = 0; look < LOOKS; look++) {
    if (await statuses.apply(binding, status)) return true
    const { isKnown, open } = await findSend(db, { orgId, inboxId, externalId })
    const still: Id[] = under ? under.filter((id) => open.includes(id)) : open
    // It became known after the status was looked for.
    if (isKnown) return statuses.apply(binding, status)
    if (still.length === 0) return false
    under = still
    await sleep(PAUSE_MS)
  }
  return false
}
