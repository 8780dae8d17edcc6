import { setTimeout as sleep } from 'node:timers/promises'
import type { Content, Id } from '@hilo/protocol'
import { isRetryable, isUniqueViolation } from '../../db/connection.ts'
import { lockBroadcast, type UnderWay, uprootBroadcast } from '../../domain/broadcast/broadcast.ts'
import { gatherRecipients } from '../../domain/broadcast/gather.ts'
import { keepPace, paceOf, readLately, UNSENT_MAX } from '../../domain/broadcast/pace.ts'
import { endBroadcast, startBroadcast } from '../../domain/broadcast/pass.ts'
import { type Sent, sendNext } from '../../domain/broadcast/send-next.ts'
import { pauseByItself } from '../../domain/broadcast/steer.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { ClaimedJob } from '../../domain/job/claim.ts'
import { waitJob } from '../../domain/job/claim.ts'
import { purposeOf } from '../../domain/permission/permission.ts'
import { findTemplate } from '../../domain/template/template.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { limitsOf } from './limits.ts'

/** How often it is looked whether the next may go. */
const TICK_MS = 250
/** So long one round follows the other, before the job is put back. */
const ROUNDS_MS = 10_000
const AFTER_WAIT_MS = 1_000
const AFTER_FAILURE_MS = 10_000
/** A quarter of what a number may send is left to conversations. */
const SHARE = 0.75

type Kick = (orgId: Id, conversationId: Id) => void
type Round = { context: WorkerContext; kick: Kick; orgId: Id; inbox: Inbox; broadcast: UnderWay }

/**
 * Goes on with a broadcast: gathers its recipients, then makes as many messages as its pace and the platform
 * allow, several times a second. Everything it knows is in the database, so another process goes on where
 * this one died. What it makes is delivered as everything else is, a few at a time.
 */
export async function sendBroadcast(
  context: WorkerContext,
  kick: Kick,
  { claimed, broadcastId: id }: { claimed: ClaimedJob; broadcastId: Id },
): Promise<void> {
  const { db, bus, log } = context
  const { orgId } = claimed
  let inMs = AFTER_WAIT_MS
  try {
    const until = Date.now() + ROUNDS_MS
    const desk = { context, kick, orgId }
    for (let at = 1; (await goOn(desk, id)) && Date.now() < until; at++) {
      if (at % 4 === 0) bus.publish({ type: 'broadcasts', orgId })
      await sleep(TICK_MS)
    }
  } catch (error) {
    log.warn({ orgId, broadcastId: id, error: String(error) }, 'a broadcast is tried again')
    inMs = AFTER_FAILURE_MS
  }
  bus.publish({ type: 'broadcasts', orgId })
  const isLeft = await persist(() =>
    db.withOrg(orgId, async (tx) => {
      const after = await lockBroadcast(tx, id, 'change')
      const isUnderWay = after !== null && ['scheduled', 'gathering', 'running'].includes(after.status)
      if (!isUnderWay) await uprootBroadcast(tx, id)
      return isUnderWay
    }),
  )
  if (isLeft) await persist(() => waitJob(db, claimed, inMs))
}

/** @returns whether there is more to do within a second */
async function goOn(desk: Pick<Round, 'context' | 'kick' | 'orgId'>, id: Id): Promise<boolean> {
  const { context, orgId } = desk
  const broadcast = await context.db.withOrg(orgId, (tx) => startBroadcast(tx, id))
  const inbox = broadcast && (await context.inboxes(orgId, broadcast.inboxId))
  if (!broadcast || !inbox) return false
  if (broadcast.status === 'running') return sendSome({ ...desk, inbox, broadcast })
  await gatherAll({ ...desk, inbox, broadcast })
  return true
}

async function gatherAll({ context, orgId, inbox, broadcast }: Round): Promise<void> {
  const { db, keys } = context
  const { id, templateId } = broadcast
  const ground = await db.withOrg(orgId, async (tx) => {
    const template = await findTemplate(tx, templateId)
    return { keys, channel: inbox.channel, purpose: purposeOf(template?.category) }
  })
  for (let isMore: boolean | null = true; isMore; ) {
    isMore = await again(() => db.withOrg(orgId, (tx) => gatherRecipients(tx, id, ground)))
  }
}

/** A contact who writes at the same moment was faster, and is found the next time; a deadlock is over then. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 5; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !(isUniqueViolation(error) || isRetryable(error))) throw error
    }
  }
}

async function sendSome(round: Round): Promise<boolean> {
  const { context, orgId, inbox, broadcast } = round
  const { db } = context
  const { id, pacedAt } = broadcast
  const bound = context.channelOf(inbox)
  const { unsent, failing } = await db.withOrg(orgId, (tx) => readLately(tx, id))
  if (failing !== null) return pause(round, failing)
  if (!bound || inbox.isDisconnected) return pause(round, 'disconnected')
  // What would be made would wait with everything else of the inbox.
  if (inbox.wait) return false
  const room = Math.max(UNSENT_MAX - unsent, 0)
  const now = Date.now()
  const pace = paceOf({ now, pacedAt: pacedAt?.getTime() ?? null, perMinute: perMinuteOf(round), room })
  await db.withOrg(orgId, (tx) => keepPace(tx, id, pace.pacedAt))
  const partsOf = (content: Content) => bound.channel.parts(content)
  const isLeft = await make(round, { count: pace.count, partsOf })
  return isLeft && pace.pacedAt < now + AFTER_WAIT_MS
}

function perMinuteOf({ inbox, broadcast: { perMinute } }: Round): number {
  const perSecond = limitsOf(inbox)?.account.perSecond
  return perSecond === undefined ? perMinute : Math.min(perMinute, perSecond * 60 * SHARE)
}

type Making = { count: number; partsOf: (content: Content) => readonly Content[] }

/** @returns whether it goes on */
async function make(round: Round, { count, partsOf }: Making): Promise<boolean> {
  const { context, kick, orgId, inbox, broadcast } = round
  const { db, bus } = context
  const { id } = broadcast
  for (let left = count; left > 0; ) {
    const ways = { channel: inbox.channel, partsOf }
    const sent: Sent = await again(() => db.withOrg(orgId, (tx) => sendNext(tx, id, ways)))
    if (sent.type === 'stopped') return false
    if (sent.type === 'template_gone') return pause(round, 'template')
    if (sent.type === 'served') {
      await db.withOrg(orgId, (tx) => endBroadcast(tx, id))
      return false
    }
    // Who is refused takes nobody's turn.
    if (sent.type === 'refused') continue
    left--
    const { conversationId, version } = sent
    bus.publish({ type: 'conversation', orgId, conversationId, version })
    kick(orgId, conversationId)
  }
  return true
}

async function pause({ context, orgId, broadcast: { id } }: Round, reason: string): Promise<false> {
  const isPaused = await context.db.withOrg(orgId, async (tx) => {
    const now = await lockBroadcast(tx, id, 'change')
    if (now?.status !== 'running') return false
    await pauseByItself(tx, id, reason)
    return true
  })
  if (!isPaused) return false
  context.executionLog.write(orgId, {
    ...{ severity: 'error', source: 'delivery', kind: 'broadcast.paused', data: { broadcastId: id, reason } },
    text: 'A broadcast paused by itself, because its messages do not go out.',
  })
  return false
}
