import type { MediaPlace } from '../channel.ts'
import { GraphError } from '../meta/graph-error.ts'
import { numberOf, recordOf, textOf } from '../meta/json.ts'
import type { ChannelRequest } from '../outbound.ts'
import { ownReason } from '../own-reasons.ts'
import { failureOf } from './errors.ts'
import type { WhatsAppSettings } from './render.ts'

/**
 * Files that contacts send, in two requests: an id becomes an address, which is good for five minutes, and
 * the address gives the bytes to whoever shows the token.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */

/** Hosts that Meta serves files from. The token is shown to no other. */
const HOSTS = ['lookaside.fbsbx.com', '*.fbsbx.com', '*.fbcdn.net', '*.whatsapp.net']

const NO_SUCH_OBJECT = 100

/** Clients without a usual name are refused there. */
const USER_AGENT = 'Mozilla/5.0 (compatible; Hilo)'

export function renderFind(externalId: string, settings: WhatsAppSettings): ChannelRequest {
  const { graphUrl, version, phoneNumberId } = settings
  const query = new URLSearchParams({ phone_number_id: phoneNumberId })
  return {
    method: 'GET',
    url: `${graphUrl}/${version}/${encodeURIComponent(externalId)}?${query}`,
    headers: { authorization: `Bearer ${settings.accessToken}` },
    body: undefined,
  }
}

/** What Graph's answer says of the file. What is no clear refusal is worth another attempt. */
export function readPlace(status: number, body: unknown, settings: WhatsAppSettings): MediaPlace {
  const found = recordOf(body)
  const url = textOf(found?.url)
  if (status >= 200 && status < 300 && url) {
    return {
      type: 'found',
      url,
      headers: { authorization: `Bearer ${settings.accessToken}`, 'user-agent': USER_AGENT },
      hosts: [...HOSTS, new URL(settings.graphUrl).hostname],
      mimeType: textOf(found?.mime_type) ?? null,
      size: numberOf(found?.file_size) ?? null,
      sha256: hashOf(textOf(found?.sha256)),
    }
  }
  const refused = GraphError.safeParse(body)
  if (!refused.success) return { type: 'retry', reason: ownReason('unreadable', { status }) }
  const { code, error_subcode: subcode } = refused.data.error
  const { reason } = failureOf(code, subcode)
  // A bad token or permission may be mended within the week for which the id is good.
  return { type: code === NO_SUCH_OBJECT ? 'gone' : 'retry', reason }
}

/** Meta writes it in hexadecimal or in base64; in lower-case hexadecimal, or null for neither. */
function hashOf(text: string | undefined): string | null {
  if (text === undefined) return null
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase()
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === 32 ? bytes.toString('hex') : null
}
