import type { Id } from '@hilo/protocol'
import { rateByReaction } from '../../domain/ai-answer/rate-by-reaction.ts'
import { findSend } from '../../domain/delivery/find-send.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { type ClaimedJob, finishJob } from '../../domain/job/claim.ts'
import type { Job } from '../../domain/job/enqueue.ts'
import type { Inbound } from '../../domain/message/inbound.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { lookAgain, lookLater } from './look-again.ts'

type Context = Pick<WorkerContext, 'db' | 'bus'>
type Reacted = { orgId: Id; inboxId: Id; targetExternalId: string }

/**
 * Keeps what a stored reaction says of an answer of AI; other content says nothing of one. Where the platform
 * has not said yet by which id it took the answer, a job looks again: the lane of the contact goes on.
 */
export async function heedReaction(
  context: Context,
  { orgId, id: inboxId }: Inbox,
  { content }: Inbound,
): Promise<void> {
  if (content.type !== 'reaction') return
  const { targetExternalId } = content
  const reacted = { orgId, inboxId, targetExternalId }
  if (!(await isEarly(context, reacted))) return rate(context, reacted)
  await lookLater(context.db, orgId, { kind: 'rate_reaction', inboxId, targetExternalId })
}

/** Rates by a reaction that came before it was known what it is on. */
export async function rateEarlyReaction(
  context: Context,
  claimed: ClaimedJob,
  { inboxId, targetExternalId }: Extract<Job, { kind: 'rate_reaction' }>,
): Promise<void> {
  const reacted = { orgId: claimed.orgId, inboxId, targetExternalId }
  if ((await persist(() => isEarly(context, reacted))) && (await lookAgain(context.db, claimed))) return
  await persist(() => rate(context, reacted))
  await finishJob(context.db, claimed)
}

async function isEarly(
  { db }: Context,
  { orgId, inboxId, targetExternalId: externalId }: Reacted,
): Promise<boolean> {
  const { isKnown, sending, unknown } = await findSend(db, { orgId, inboxId, externalId })
  return !isKnown && sending.length + unknown.length > 0
}

async function rate({ db, bus }: Context, { orgId, inboxId, targetExternalId }: Reacted): Promise<void> {
  const rated = await db.withOrg(orgId, (tx) => rateByReaction(tx, { inboxId, targetExternalId }))
  if (rated) bus.publish({ type: 'conversation', orgId, ...rated })
}
