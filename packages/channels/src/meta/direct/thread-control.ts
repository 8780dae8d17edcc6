import type { Address } from '@hilo/protocol'
import type { ChannelRequest } from '../../outbound.ts'
import type { ThreadMove, ThreadMoved } from '../../thread-move.ts'
import { recordOf } from '../json.ts'
import { readRefusal } from '../refusal.ts'
import type { DirectSettings, Platform } from './platform.ts'

/**
 * Which app has a thread.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations/handover-protocol
 */

/** Null for a contact whom the platform has no address of. */
export function renderThreadMove(
  move: ThreadMove,
  recipient: readonly Address[],
  { settings, platform }: { settings: DirectSettings; platform: Platform },
): ChannelRequest | null {
  const address = recipient.find(({ kind }) => kind === platform.addressKind)
  if (!address) return null
  const { graphUrl, version, senderId, accessToken } = settings
  return {
    method: 'POST',
    url: `${graphUrl}/${version}/${senderId}/${move.type}_thread_control`,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: {
      recipient: { id: address.value },
      ...(move.type === 'pass' && { target_app_id: move.appId }),
    },
  }
}

export function readThreadMove(status: number, body: unknown, { errors }: Platform): ThreadMoved {
  if (status >= 200 && status < 300 && recordOf(body)?.success === true) return { type: 'done' }
  const refusal = readRefusal(status, body, errors)
  if (refusal.type === 'accepted') return { type: 'done' }
  const isRetry = refusal.type === 'retry' || refusal.type === 'unknown'
  return { type: isRetry ? 'retry' : 'refused', reason: refusal.reason }
}
