import type { MessageOrigin } from '@hilo/protocol'
import type { MessageContext } from '../channel.ts'
import { idOf, type Json, recordOf, textOf, urlOf } from './json.ts'

/**
 * What people are shown of how a message came about. Each platform has its own words for it; what comes with
 * them besides, such as the token of an opt-in, is nobody's to see.
 */

type Referral = NonNullable<MessageOrigin['referral']>

const TEXT_MAX_LENGTH = 500

/** Null for most messages: nothing but their words. */
export function originOf({ forwarded, story, referral }: MessageContext): MessageOrigin | null {
  const known = referral ? readReferral(referral) : null
  if (!forwarded && story === null && known === null) return null
  return { forwarded, story: story && { url: story.url }, referral: known }
}

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_referrals
 */
function readReferral(raw: Json): Referral | null {
  const ad = recordOf(raw.ads_context_data)
  const product = recordOf(raw.referred_product) ?? recordOf(raw.product)
  const about = {
    title: shown(raw.headline) ?? shown(ad?.ad_title),
    text: shown(raw.body),
    ref: shown(raw.ref),
    url: urlOf(raw.source_url) ?? urlOf(raw.referer_uri) ?? null,
    externalId:
      idOf(raw.source_id) ??
      idOf(raw.ad_id) ??
      idOf(product?.product_retailer_id) ??
      idOf(product?.id) ??
      null,
  }
  if (!product && Object.values(about).every((value) => value === null)) return null
  return { kind: kindOf(raw, product), ...about }
}

function kindOf(raw: Json, product: Json | undefined): Referral['kind'] {
  if (raw.source_type === 'post') return 'post'
  if (raw.source_type === 'ad' || raw.source === 'ADS' || raw.ad_id !== undefined) return 'ad'
  return product ? 'product' : 'link'
}

function shown(value: unknown): string | null {
  return textOf(value)?.slice(0, TEXT_MAX_LENGTH) ?? null
}
