import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { giveToPeople } from '../conversation/give-to-people.ts'
import { handBack } from '../conversation/hand-back.ts'
import { recordEvent } from '../conversation/record.ts'
import { takeForMember } from '../conversation/take-for-member.ts'

// The epoch is that after the turn was taken, in the same transaction.
const CHANGE = statement(`
  update conversation set thread_owner = $3, thread_changed_at = coalesce($4::timestamptz, now()),
    thread_taken_from = $5, thread_epoch = case when $6 then turn_epoch end, version = version + 1,
    changed_at = now()
  where org_id = $1 and id = $2 returning version`)
const VERSION = statement('select version from conversation where org_id = $1 and id = $2')

/** Where the platform does not say which app it is. */
export const UNKNOWN_APP = 'unknown'

type Change = {
  conversationId: Id
  /** The other app that has the thread now; null: this one. */
  owner: string | null
  /** When the platform said so; null: now, by a member. */
  at: Date | null
  memberId?: Id | null
  /** What the other app wrote to it. */
  note?: string | null
}

export type Changed = {
  version: number
  /** The run that goes on, due now. */
  runId: Id | null
}

/**
 * Another app took a conversation on its platform, or it came back. While another has it a micro-backend or
 * AI is silent, as when people have the turn; it gets the turn back with the thread, unless a member took
 * either. The timeline says who has it.
 *
 * @returns null when it is so already, or something newer is known.
 *
 * @throws AppError `not_found`
 */
export async function changeOwner(tx: OrgTx, change: Change): Promise<Changed | null> {
  const { conversationId, owner, at } = change
  const before = await lockedConversation(tx, conversationId)
  const { threadOwner, threadChangedAt } = before
  // What happened in the same millisecond is told in its order.
  if (at !== null && threadChangedAt !== null && at < threadChangedAt) return null
  if (owner === threadOwner) return null
  const runId = owner === null ? await takeIn(tx, before, change) : await giveAway(tx, before, change)
  const { rows } = await tx.query<{ version: number }>(VERSION, [tx.orgId, conversationId])
  return { version: rows[0]?.version ?? 0, runId }
}

async function giveAway(
  tx: OrgTx,
  { holder, status, threadOwner, threadEpoch, epoch }: LockedConversation,
  { conversationId, owner, at, memberId = null, note = null }: Change,
): Promise<null> {
  const isSilenced = (holder === 'backend' || holder === 'ai') && status === 'open'
  if (isSilenced) await giveToPeople(tx, conversationId)
  // It stays silent when one other app has it from the next.
  const staysSilent = threadOwner !== null && threadEpoch === epoch
  await tx.query(CHANGE, [tx.orgId, conversationId, owner, at, null, isSilenced || staysSilent])
  const data = { app: owner, ...(note !== null && { note }) }
  await recordEvent(tx, { conversationId, type: 'thread_lost', memberId, data })
  return null
}

async function takeIn(
  tx: OrgTx,
  { holder, status, threadOwner, threadEpoch, epoch }: LockedConversation,
  { conversationId, at, memberId = null, note = null }: Change,
): Promise<Id | null> {
  const takenFrom = memberId === null ? null : threadOwner
  await tx.query(CHANGE, [tx.orgId, conversationId, null, at, takenFrom, false])
  const data = { app: threadOwner, ...(note !== null && { note }) }
  await recordEvent(tx, { conversationId, type: 'thread_got', memberId, data })
  if (status === 'closed') return null
  if (memberId !== null) {
    // Where people have the turn only because of the other app, nobody has taken it yet.
    if (holder !== 'human' || threadEpoch === epoch) await takeForMember(tx, { conversationId, memberId })
    return null
  }
  if (holder !== 'human' || threadEpoch !== epoch) return null
  return (await handBack(tx, { conversationId, memberId: null })).runId
}
