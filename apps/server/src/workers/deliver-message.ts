import type { SendOutcome } from '@hilo/channels'
import type { Id } from '@hilo/protocol'
import type { ToSend } from '../domain/delivery/content.ts'
import { loadToSend } from '../domain/delivery/content.ts'
import type { Sending } from '../domain/delivery/delivery.ts'
import { type Settlement, settleDelivery } from '../domain/delivery/settle.ts'
import { SETTLE_MS, takeDelivery } from '../domain/delivery/take.ts'
import type { BoundChannel, WorkerContext } from './context.ts'
import type { Http } from './http-send.ts'
import { persist } from './persist.ts'
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
}

const ATTEMPTS_MAX = 6
const UNKNOWN_MAX = 3

export function createDeliverer(context: WorkerContext, http: Http): Deliverer {
  const active = new Set<Id>()
  const work: Work = { context, http, active, left: 0 }
  const deliverer: Deliverer = {
    isActive: (id) => active.has(id),
    active: () => active.size,
    left: () => work.left,
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

type Work = { context: WorkerContext; http: Http; active: Set<Id>; left: number }

async function sendAll(work: Work, first: Sending, content: ToSend | null): Promise<void> {
  const { context, http, active } = work
  let sending: Sending | null = first
  let given = content
  while (sending) {
    const current: Sending = sending
    active.add(current.id)
    try {
      sending = await sendOne({ context, http }, current, given)
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
async function sendOne(
  { context, http }: Pick<Work, 'context' | 'http'>,
  sending: Sending,
  given: ToSend | null,
): Promise<Sending | null> {
  const { db, bus, node } = context
  const { orgId, conversationId } = sending
  const settlement = await attempt({ context, http }, sending, given)
  const { version, next } = await persist(() => settleDelivery(db, sending, { nodeId: node.id, settlement }))
  if (version !== null) bus.publish({ type: 'conversation', orgId, conversationId, version })
  if (settlement.type !== 'accepted') tellRefused(context, sending, settlement)
  return next
}

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
  log.warn({ orgId, deliveryId, outcome: type, code }, 'not accepted')
  const data = { code, attempts, messageId }
  executionLog.write(orgId, { source: 'delivery', ...REFUSED[type], text: reason, data, conversationId })
}

async function attempt(
  { context, http }: Pick<Work, 'context' | 'http'>,
  sending: Sending,
  given: ToSend | null,
): Promise<Settlement> {
  const inbox = await persist(() => context.inboxes(sending.orgId, sending.inboxId))
  const bound = inbox ? context.channelOf(inbox) : null
  if (!bound)
    return {
      type: 'failed',
      failure: { code: 'disconnected', reason: 'This inbox is not connected any more.' },
    }
  const toSend = given ?? (await persist(() => loadToSend(context.db, sending)))
  const part = bound.channel.parts(toSend.content)[sending.part]
  if (!part)
    return { type: 'failed', failure: { code: 'part', reason: 'The channel no longer sends this part.' } }
  const file = await uploadFile(context, { http, bound, orgId: sending.orgId }, part)
  if (file.type === 'refused') return settlementOf(file.outcome, sending)
  const answer = await http.send(requestOf(bound, sending, { ...toSend, content: file.content }))
  switch (answer.type) {
    case 'answered': {
      const outcome = bound.channel.outcome(answer.status, answer.body)
      // It may be the upload that is refused: what a person sends again is uploaded anew.
      if (outcome.type === 'rejected') await forgetUpload(context, sending.orgId, part)
      return settlementOf(outcome, sending)
    }
    case 'not_sent':
      return again(
        sending,
        { code: 'unreachable', reason: 'The platform could not be reached.' },
        backoff(sending.attempts),
      )
    case 'lost':
      return unknown(sending, answer.reason)
  }
}

/** `content` is that of the part. */
function requestOf(
  { channel, settings }: BoundChannel,
  sending: Sending,
  { content, replyTo, recipient }: ToSend,
) {
  return channel.render(
    { content, recipient, replyTo: sending.part === 0 ? replyTo : null, opaque: sending.id },
    settings,
  )
}

function settlementOf(outcome: SendOutcome, sending: Sending): Settlement {
  switch (outcome.type) {
    case 'accepted':
      return { type: 'accepted', externalId: outcome.externalId }
    case 'retry': {
      const wait = outcome.scope === 'pair' ? pairBackoff(sending.attempts) : backoff(sending.attempts)
      return again(
        sending,
        { code: outcome.code, reason: outcome.reason },
        Math.max(wait, outcome.afterMs ?? 0),
      )
    }
    case 'unknown':
      return unknown(sending, outcome.reason)
    case 'rejected':
    case 'window_closed':
    case 'opted_out':
    case 'account_blocked':
      return { type: 'failed', failure: { code: outcome.code, reason: outcome.reason } }
  }
}

function again(
  { attempts }: Sending,
  failure: { code: string; reason: string },
  afterMs: number,
): Settlement {
  return attempts >= ATTEMPTS_MAX ? { type: 'failed', failure } : { type: 'again', failure, afterMs }
}

function unknown({ attempts }: Sending, reason: string): Settlement {
  const failure = { code: 'unconfirmed', reason }
  return attempts >= UNKNOWN_MAX
    ? { type: 'failed', failure }
    : { type: 'unknown', failure, afterMs: SETTLE_MS }
}

/** 0.5 s, 1 s, 2 s ... one minute, with a quarter of jitter. */
function backoff(attempts: number): number {
  return Math.min(500 * 2 ** (attempts - 1), 60_000) * (0.75 + Math.random() * 0.5)
}

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput: 4^n seconds for a pair.
 */
function pairBackoff(attempts: number): number {
  return Math.min(4 ** attempts, 256) * 1_000
}
