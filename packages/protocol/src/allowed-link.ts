/**
 * Which links may be shown to whoever reads answers and articles: those of hosts that the org named. What
 * text says of an address counts for nothing; what a browser would make of it does.
 */

/**
 * A host as it is compared: small letters, without the letters of other scripts and the point that may end
 * it. It is read out of an address or is given by itself, also with `*.` for all hosts below it. Null: it is
 * none.
 */
export function hostFrom(text: string): string | null {
  const given = text.trim()
  const isOpen = given.startsWith('*.')
  const bare = isOpen ? given.slice(2) : given
  const url = readUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`)
  const host = url && hostOf(url)
  if (!host) return null
  // Everything below `com` is no host of anybody's.
  if (isOpen) return /^[^.]+\.[^.]+/.test(host) && !isNumeric(host) ? `*.${host}` : null
  return host
}

/** Where a link leads, as a browser is given it; null where that is not on one of the hosts. */
export function allowedLink(address: string, hosts: readonly string[]): string | null {
  const url = readUrl(address)
  const host = url && hostOf(url)
  return host && hosts.some((one) => covers(one, host)) ? url.href : null
}

/** Only the web; and no user before the host, which reads as another host than the one that is opened. */
function readUrl(address: string): URL | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.username || url.password ? null : url
}

function hostOf({ hostname }: URL): string | null {
  return hostname.replace(/\.$/, '') || null
}

function covers(one: string, host: string): boolean {
  if (one.startsWith('*.')) return host.endsWith(one.slice(1))
  return one === host || `www.${one}` === host || one === `www.${host}`
}

function isNumeric(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.startsWith('[')
}
