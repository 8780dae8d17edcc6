import type { Address } from '@hilo/protocol'
import type { ChannelRequest } from '../../outbound.ts'
import { recordOf, textOf } from '../json.ts'
import type { DirectSettings, Platform } from './platform.ts'

/**
 * Who a contact is, which no webhook tells. The platform refuses it of people who gave no consent, and limits
 * how often it is asked: a contact without a name is one all the same.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile
 */

const FIELDS: Record<Platform['type'], string> = {
  messenger: 'first_name,last_name',
  instagram: 'name,username',
}

export function renderProfile(
  recipient: readonly Address[],
  settings: DirectSettings,
  { type, addressKind }: Platform,
): ChannelRequest | null {
  const address = recipient.find(({ kind }) => kind === addressKind)
  if (!address) return null
  const { graphUrl, version, accessToken } = settings
  return {
    method: 'GET',
    url: `${graphUrl}/${version}/${encodeURIComponent(address.value)}?fields=${FIELDS[type]}`,
    headers: { authorization: `Bearer ${accessToken}` },
    body: undefined,
  }
}

/** The name to show; null when the answer has none. */
export function readProfile(status: number, body: unknown): string | null {
  if (status !== 200) return null
  const profile = recordOf(body)
  const whole = [textOf(profile?.first_name), textOf(profile?.last_name)].filter(Boolean).join(' ')
  return textOf(profile?.name) || whole || textOf(profile?.username) || null
}
