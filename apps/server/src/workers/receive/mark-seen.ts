import { setTimeout as sleep } from 'node:timers/promises'
import type { ChannelEvent } from '@hilo/channels'
import { findSeen } from '../../domain/delivery/find-seen.ts'
import type { Binding } from '../../domain/directory/find.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { WorkerContext } from '../context.ts'
import type { StatusWorker } from './apply-status.ts'

type Seen = Extract<ChannelEvent, { type: 'seen' }>
type Place = { inbox: Inbox; binding: Binding }

/** For so long what a contact has seen waits for the answer to the send that it may be of. */
const LOOKS = 40
const PAUSE_MS = 250

/** Marks what a contact has received or read of a thread, up to a time or a message. */
export async function markSeen(
  { context, statuses }: { context: WorkerContext; statuses: StatusWorker },
  { inbox, binding }: Place,
  { contact, upTo, status, at, account }: Seen,
): Promise<void> {
  let found = await findSeen(context, { inbox, contact, upTo })
  for (let look = 1; found.isEarly && look < LOOKS; look++) {
    await sleep(PAUSE_MS)
    found = await findSeen(context, { inbox, contact, upTo })
  }
  // Those it names have a status of their own then.
  const seen = { type: 'status', account, status, at, opaque: null, failure: null } as const
  await Promise.all(found.externalIds.map((externalId) => statuses.apply(binding, { ...seen, externalId })))
}
