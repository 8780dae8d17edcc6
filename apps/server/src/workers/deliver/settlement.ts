import type { SendOutcome } from '@hilo/channels'
import type { DeliveryFailure, Sending } from '../../domain/delivery/delivery.ts'
import type { Settlement } from '../../domain/delivery/settle.ts'
import { SETTLE_MS } from '../../domain/delivery/take.ts'
import { ownFailure } from '../../domain/reason/reasons.ts'

/** What an answer of the platform, or its silence, means for a delivery. */

const ATTEMPTS_MAX = 6
const UNKNOWN_MAX = 3
/** At half a minute each, more than half a day. */
const HELD_MAX = 2_000
/**
 * So often an attempt that the platform may have carried out, or that it refused as it refuses all, does not
 * count: some minutes of an outage. Without an end a platform that shows everything and answers nothing would
 * show it for ever.
 */
const AWAY_MAX = 24

/** `isAway`: the platform answers nobody now, so it is none of the message's doing. */
export function settlementOf(outcome: SendOutcome, sending: Sending, isAway = false): Settlement {
  switch (outcome.type) {
    case 'accepted':
      return { type: 'accepted', externalId: outcome.externalId }
    case 'retry': {
      const { code, reason, scope, afterMs } = outcome
      const wait = Math.max(scope === 'pair' ? pairBackoff(sending) : backoff(sending), afterMs ?? 0)
      if (scope === 'account' || (isAway && sending.held < AWAY_MAX))
        return held(sending, { code, reason }, wait)
      return again(sending, { code, reason }, wait)
    }
    case 'unknown':
      return unknown(sending, outcome.reason, isAway)
    case 'rejected':
    case 'window_closed':
    case 'opted_out':
    case 'account_blocked':
      return { type: 'failed', failure: { code: outcome.code, reason: outcome.reason } }
  }
}

/** Nobody could be asked: it was certainly not sent. */
export function unreachable(sending: Sending): Settlement {
  return held(sending, ownFailure('unreachable'), backoff(sending))
}

/** The answer was lost: it may have been sent. */
export function unknown(
  { attempts, held: notCounted }: Sending,
  reason: string,
  isAway: boolean,
): Settlement {
  const failure = { code: 'unconfirmed', reason }
  const isHeld = isAway && notCounted < AWAY_MAX
  if (isHeld) return { type: 'unknown', failure, afterMs: SETTLE_MS, isHeld }
  return attempts - notCounted >= UNKNOWN_MAX
    ? { type: 'failed', failure }
    : { type: 'unknown', failure, afterMs: SETTLE_MS }
}

/** It has to wait through no fault of its own, so the attempt does not count. */
export function held(sending: Sending, failure: DeliveryFailure, afterMs: number): Settlement {
  return sending.held >= HELD_MAX
    ? { type: 'failed', failure }
    : { type: 'again', failure, afterMs, isHeld: true }
}

function again(
  { attempts, held: notCounted }: Sending,
  failure: DeliveryFailure,
  afterMs: number,
): Settlement {
  return attempts - notCounted >= ATTEMPTS_MAX
    ? { type: 'failed', failure }
    : { type: 'again', failure, afterMs, isHeld: false }
}

/** 0.5 s, 1 s, 2 s ... half a minute, with a quarter of jitter. */
function backoff({ attempts }: Sending): number {
  return Math.min(500 * 2 ** (attempts - 1), 30_000) * (0.75 + Math.random() * 0.5)
}

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput: 4^n seconds for a pair.
 */
function pairBackoff({ attempts, held: notCounted }: Sending): number {
  return Math.min(4 ** (attempts - notCounted), 256) * 1_000
}
