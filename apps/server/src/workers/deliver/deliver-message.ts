import { isTokenRefused, type SendOutcome } from '@hilo/channels'
import type { ContentOf, Id } from '@hilo/protocol'
import { linkAddresses } from '../../domain/contact/link-addresses.ts'
import type { ToSend } from '../../domain/delivery/content.ts'
import { loadToSend } from '../../domain/delivery/content.ts'
import type { Sending } from '../../domain/delivery/delivery.ts'
import { markTemplate } from '../../domain/delivery/mark-template.ts'
import { type Settlement, settleDelivery } from '../../domain/delivery/settle.ts'
import { takeDelivery } from '../../domain/delivery/take.ts'
import { whyNoLonger } from '../../domain/delivery/why-no-longer.ts'
import type { HeldOf } from '../../domain/health/read.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { markHidden } from '../../domain/message/mark-hidden.ts'
import { ownFailure } from '../../domain/reason/reasons.ts'
import { isStaleTemplate, plantSync } from '../../domain/template/plant-sync.ts'
import { noteRefused } from '../connect/keep-token.ts'
import type { BoundChannel, WorkerContext } from '../context.ts'
import { heedRefusal } from '../heed.ts'
import { persist } from '../persist.ts'
import type { Http } from '../platform/http-send.ts'
import { type Breaker, createBreaker, type Health } from './breaker.ts'
import { held, settlementOf, unknown, unreachable } from './settlement.ts'
import { createThrottle, isThrottled, type Throttle } from './throttle.ts'
import { forgetUpload, uploadFile } from './upload-file.ts'

/**
 * Hands deliveries to their platform, one at a time a conversation: the next goes when the one before it was
 * accepted or refused for good. `sending` is committed before the call, so a crash leaves a trace.
 */
export type Deliverer = {
  /** Sends a delivery that is in `sending` for this node. Never rejects. */
  send(sending: Sending, content: ToSend | null): void
  /** Looks whether the conversation has something to send now. */
  kick(orgId: Id, conversationId: Id): void
  isActive(deliveryId: Id): boolean
  active(): number
  /** Deliveries whose outcome could not be recorded: the wake looks for them. */
  left(): number
  /** Whether the deliveries of an inbox are held back, because its platform does not answer. */
  heldOf: HeldOf
}

export function createDeliverer(context: WorkerContext, http: Http): Deliverer {
  const active = new Set<Id>()
  const work: Work = {
    ...{ context, http, active, left: 0 },
    ...{ breaker: createBreaker(), throttle: createThrottle(context.db) },
  }
  const deliverer: Deliverer = {
    isActive: (id) => active.has(id),
    active: () => active.size,
    left: () => work.left,
    heldOf(inboxId) {
      const held = work.breaker.look(inboxId)
      const at = (ms: number) => new Date(Date.now() + ms)
      return held && { since: at(-held.sinceMs), nextTryAt: at(held.nextMs) }
    },
    send(sending, content) {
      active.add(sending.id)
      void sendAll(work, sending, content)
    },
    kick(orgId, conversationId) {
      persist(() => takeDelivery(context.db, { orgId, conversationId, nodeId: context.node.id })).then(
        (sending) => {
          if (sending) deliverer.send(sending, null)
        },
        (error) =>
          context.log.error({ orgId, conversationId, error: String(error) }, 'a delivery could not be taken'),
      )
    },
  }
  return deliverer
}

type Work = Desk & { active: Set<Id>; left: number }
type Desk = { context: WorkerContext; http: Http; breaker: Breaker; throttle: Throttle }

async function sendAll(work: Work, first: Sending, content: ToSend | null): Promise<void> {
  const { context, active } = work
  let sending: Sending | null = first
  let given = content
  while (sending) {
    const current: Sending = sending
    active.add(current.id)
    try {
      sending = await sendOne(work, current, given)
    } catch (error) {
      sending = null
      work.left++
      context.log.error(
        { orgId: current.orgId, deliveryId: current.id, error: String(error) },
        'a delivery failed',
      )
    } finally {
      active.delete(current.id)
    }
    given = null
  }
}

/** @returns the conversation's next delivery, which is in `sending` now */
async function sendOne(desk: Desk, sending: Sending, given: ToSend | null): Promise<Sending | null> {
  const { context } = desk
  const { db, bus, node } = context
  const { orgId, conversationId } = sending
  const settlement = await attemptInTime(desk, sending, given)
  if (settlement.type !== 'again' || !isThrottled(settlement.failure)) desk.throttle.leave(sending)
  const { version, next } = await persist(() => settleDelivery(db, sending, { nodeId: node.id, settlement }))
  if (version !== null) bus.publish({ type: 'conversation', orgId, conversationId, version })
  if (settlement.type !== 'accepted') tellRefused(context, sending, settlement)
  return next
}

/** The turn of a delivery comes before that of its platform: who is sent to look must not have to wait. */
async function attemptInTime(desk: Desk, sending: Sending, given: ToSend | null): Promise<Settlement> {
  const { context, throttle, breaker } = desk
  const inbox = await persist(() => context.inboxes(sending.orgId, sending.inboxId))
  const refused = inbox && (await persist(() => throttle.enter(sending, inbox)))
  if (refused) return held(sending, refused.failure, refused.ms)
  const heldMs = breaker.hold(sending.inboxId)
  return heldMs === null ? attempt(desk, sending, { inbox, given }) : held(sending, PLATFORM_AWAY, heldMs)
}

/**
 * What waits for a person is looked at ever more rarely; who lets it go makes it due at once. The first looks
 * are close together, for what is let go in the very moment in which it is put off.
 */
const WAIT_MS = 5_000
const WAIT_MAX_MS = 15 * 60_000
const WAITS = { paused: ownFailure('paused'), reconnect: ownFailure('reconnect') }
const RETRY_TOKEN_MS = 1_000

/** A token that is refused is no fault of the message: it waits until a person gives another. */
async function refusedBy(
  { context, breaker }: Desk,
  { inbox, sending }: { inbox: Inbox; sending: Sending },
  outcome: SendOutcome,
): Promise<Settlement> {
  if (outcome.type !== 'account_blocked' || !isTokenRefused(outcome.code))
    return settlementOf(outcome, sending, breaker.isAway(sending.inboxId))
  await noteRefused(context, inbox, outcome)
  // It may have got another while this one was on its way.
  return held(sending, WAITS.reconnect, RETRY_TOKEN_MS)
}

const PLATFORM_AWAY = ownFailure('waits')

const REFUSED = {
  failed: { severity: 'error', kind: 'delivery.failed' },
  again: { severity: 'warn', kind: 'delivery.retried' },
  unknown: { severity: 'warn', kind: 'delivery.unconfirmed' },
} as const

function tellRefused(
  { log, executionLog }: WorkerContext,
  { orgId, conversationId, id: deliveryId, messageId, attempts }: Sending,
  { type, failure }: Exclude<Settlement, { type: 'accepted' }>,
): void {
  const { code, reason } = failure
  // Of an inbox that waits it is told once, not for each message.
  if (code === PLATFORM_AWAY.code || code in WAITS || isThrottled(failure)) return
  log.warn({ orgId, deliveryId, outcome: type, code }, 'not accepted')
  const data = { code, attempts, messageId }
  executionLog.write(orgId, { source: 'delivery', ...REFUSED[type], text: reason, data, conversationId })
}

type Known = { inbox: Inbox | null; given: ToSend | null }

async function attempt(desk: Desk, sending: Sending, { inbox, given }: Known): Promise<Settlement> {
  const { context, http, throttle } = desk
  const bound = inbox ? context.channelOf(inbox) : null
  if (!inbox || !bound || inbox.isDisconnected) return { type: 'failed', failure: ownFailure('disconnected') }
  if (inbox.wait) return held(sending, WAITS[inbox.wait], Math.min(WAIT_MS * 2 ** sending.held, WAIT_MAX_MS))
  const toSend = given ?? (await persist(() => loadToSend(context.db, sending)))
  const { content, recipient } = toSend
  if (content.type === 'template') {
    const marked = { content, recipient, channel: inbox.channel }
    await persist(() => markTemplate(context.db, sending, marked))
  }
  const refusal = await persist(() => whyNoLonger(context.db, sending, toSend.content))
  if (refusal !== null) return { type: 'failed', failure: refusal }
  const part = bound.channel.parts(toSend.content)[sending.part]
  if (!part) return { type: 'failed', failure: ownFailure('part') }
  const refused = await throttle.enterMedia(sending, inbox, part)
  if (refused) return held(sending, refused.failure, refused.ms)
  const file = await uploadFile(context, { http, bound, orgId: sending.orgId }, part)
  if (file.type === 'refused') return refusedBy(desk, { inbox, sending }, file.outcome)
  const request = requestOf(bound, sending, { ...toSend, content: file.content })
  const answer = await throttle.share(sending.orgId, () => http.send(request))
  switch (answer.type) {
    case 'answered': {
      const outcome = bound.channel.outcome(answer.status, answer.body, toSend.content)
      note(desk, sending, healthIn(outcome, answer.status))
      if (outcome.type === 'opted_out') await persist(() => heedRefusal(context, sending, outcome.reason))
      if (toSend.comment !== undefined && outcome.type === 'accepted') {
        const { orgId, conversationId } = sending
        const link = { orgId, conversationId, channel: bound.channel.type, addresses: outcome.recipient }
        await persist(() => linkAddresses(context, link))
      }
      const said = toSend.content
      if (said.type === 'hide' && outcome.type === 'accepted') await noteHidden(context, sending, said)
      // It may be the upload that is refused: what a person sends again is uploaded anew.
      if (outcome.type === 'rejected') {
        await forgetUpload(context, sending.orgId, part)
        await syncStale(context, sending, outcome.code)
      }
      return refusedBy(desk, { inbox, sending }, outcome)
    }
    case 'not_sent':
      note(desk, sending, { health: 'ill' })
      return unreachable(sending)
    case 'lost':
      note(desk, sending, { health: 'ill' })
      return unknown(sending, answer.reason, desk.breaker.isAway(sending.inboxId))
  }
}

async function noteHidden(
  { db, bus }: WorkerContext,
  { orgId, inboxId }: Sending,
  { targetExternalId: externalId, isHidden }: ContentOf<'hide'>,
): Promise<void> {
  const marked = await persist(() => markHidden(db, { orgId, inboxId }, { externalId, isHidden }))
  if (marked) bus.publish({ type: 'conversation', orgId, ...marked })
}

/** What is known of a template is not what the platform has of it. */
async function syncStale({ db }: WorkerContext, { orgId, inboxId }: Sending, code: string): Promise<void> {
  if (isStaleTemplate(code)) await persist(() => db.flight(orgId, [plantSync(orgId, inboxId)]))
}

type Noted = { health: Health; afterMs?: number | null; reason?: string }

function healthIn(outcome: SendOutcome, status: number): Noted {
  const isBroken = outcome.type === 'retry' && outcome.scope === 'message' && status >= 500
  if (outcome.type === 'unknown' || isBroken) return { health: 'ill', reason: outcome.reason }
  if (outcome.type !== 'retry' || outcome.scope !== 'account') return { health: 'well' }
  return { health: 'slow_down', afterMs: outcome.afterMs, reason: outcome.reason }
}

/** Tells the org when an inbox begins to wait for its platform, and when that is over. */
function note(
  { context, breaker }: Desk,
  { orgId, inboxId }: Sending,
  { health, afterMs, reason }: Noted,
): void {
  const change = breaker.note(inboxId, health, afterMs)
  if (change === null) return
  context.log.warn({ orgId, inboxId, change }, 'the deliveries of an inbox')
  const told =
    change === 'tripped'
      ? ({ severity: 'warn', kind: 'inbox.waits', text: reason ?? PLATFORM_AWAY.reason } as const)
      : ({ severity: 'info', kind: 'inbox.goes_on', text: 'The platform takes messages again.' } as const)
  context.executionLog.write(orgId, { source: 'delivery', ...told, data: { inboxId } })
  context.bus.publish({ type: 'alarms', orgId })
}

/** `content` is that of the part. */
function requestOf(
  { channel, settings }: BoundChannel,
  sending: Sending,
  { content, replyTo, recipient, window, comment }: ToSend,
) {
  return channel.render(
    {
      content,
      recipient,
      replyTo: sending.part === 0 ? replyTo : null,
      opaque: sending.id,
      window,
      comment,
    },
    settings,
  )
}
