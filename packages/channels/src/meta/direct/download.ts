import type { MediaPlace } from '../../channel.ts'
import type { DirectSettings } from './platform.ts'

/**
 * Files that contacts send come as addresses, which carry their own permission and end after some days. Only
 * Meta's hosts are asked: an address comes from outside.
 */

const HOSTS = ['lookaside.fbsbx.com', '*.fbsbx.com', '*.fbcdn.net', '*.cdninstagram.com']

/** Clients without a usual name are refused there. */
const USER_AGENT = 'Mozilla/5.0 (compatible; Hilo)'

const ELSEWHERE: MediaPlace = { type: 'gone', reason: 'The address of the file is none of Meta’s.' }

/** No token goes along: the address is enough, and whoever reads the log of that host must not have it. */
export function placeOf(externalId: string, settings: DirectSettings): MediaPlace {
  const host = hostOf(externalId)
  const hosts = [...HOSTS, hostOf(settings.graphUrl) ?? '']
  const isMetas = hosts.some((one) => (one.startsWith('*.') ? host?.endsWith(one.slice(1)) : host === one))
  if (!isMetas) return ELSEWHERE
  return {
    type: 'found',
    url: externalId,
    headers: { 'user-agent': USER_AGENT },
    hosts,
    mimeType: null,
    size: null,
    sha256: null,
  }
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
