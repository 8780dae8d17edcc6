import type { ChannelType } from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'

/**
 * How fast the platforms take messages. Going faster is refused, and costs the number its quality.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/rate-limits
 */

/** So many at once, and so many a second from then on. */
export type Rate = { burst: number; perSecond: number }

export type ChannelLimits = {
  /** Of one number, page or account. */
  account: Rate
  /** The same for audio and video, where the platform counts them apart. */
  media: Rate | null
  /** To one contact. */
  pair: Rate | null
}

const DIRECT: ChannelLimits = {
  account: { burst: 300, perSecond: 300 },
  media: { burst: 10, perSecond: 10 },
  pair: null,
}

/** The widget hands messages over by itself. */
const LIMITS: Partial<Record<ChannelType, ChannelLimits>> = {
  whatsapp: {
    account: { burst: 80, perSecond: 80 },
    media: null,
    // One in six seconds; a short burst borrows from the time that follows.
    pair: { burst: 45, perSecond: 1 / 6 },
  },
  messenger: DIRECT,
  instagram: DIRECT,
}

/** For how long what was sent still counts for a pair, in ms. */
export const PAIR_MEMORY_MS = 45 * 6_000

/**
 * What has to be kept in an inbox. Its settings say where the platform grants another number than usual: 20
 * for one that is shared with the phone's app, 1,000 after an upgrade.
 */
export function limitsOf({ channel, settings }: Pick<Inbox, 'channel' | 'settings'>): ChannelLimits | null {
  const limits = LIMITS[channel]
  if (!limits) return null
  const { throughput, pairBurst } = settings
  return {
    account: throughput ? { burst: throughput, perSecond: throughput } : limits.account,
    media: limits.media,
    pair: limits.pair && pairBurst ? { ...limits.pair, burst: pairBurst } : limits.pair,
  }
}

/** One org may have so many requests under way, so that the others find a free connection. */
export const ORG_UNDER_WAY_MAX = 48
