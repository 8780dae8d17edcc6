import { type SiteLimits, SOURCE_URL_MAX, type SourceReason } from '@hilo/protocol'

/** What belongs to a site, told by addresses alone. */

/** What follows people from page to page, and makes one page look like many. */
const TRACKING = /^(utm_\w+|gclid|fbclid|mc_[ce]id|msclkid|igshid|_ga|yclid|wbraid|gbraid)$/i
/** What is no text, whatever the server would say. */
const NO_PAGE =
  /\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|mov|avi|webm|og[gav]|wav|flac|zip|gz|tgz|rar|7z|exe|dmg|apk|css|m?js|json|xml|rss|atom|woff2?|ttf|otf|eot|docx?|xlsx?|pptx?|ics|vcf|map)$/i

/** The address of a page as it is kept: without its fragment, and without what follows people. Null: none. */
export function placeOf(address: string, base?: string): string | null {
  if (!URL.canParse(address, base)) return null
  const url = new URL(address, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username !== '' || url.password !== '') return null
  url.hash = ''
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name)
  return url.href.length > SOURCE_URL_MAX ? null : url.href
}

/** With or without `www.`, by TLS or not: it is one site. Another port is another. */
export function isOfSite(place: string, first: string): boolean {
  return siteOf(place) === siteOf(first)
}

function siteOf(place: string): string {
  const { hostname, port } = new URL(place)
  return `${hostname.replace(/^www\./, '').replace(/\.$/, '')}:${port}`
}

/** Why a page is not looked at, as its address says; null when it is. The first page always is. */
export function whyNot(
  { place, depth }: { place: string; depth: number },
  { first, limits }: { first: string; limits: SiteLimits },
): SourceReason | null {
  if (!isOfSite(place, first)) return 'elsewhere'
  if (place === placeOf(first)) return null
  const { pathname, search } = new URL(place)
  const path = decoded(pathname) + search
  const { include, exclude, depthMax } = limits
  const isIncluded = include.length === 0 || include.some((pattern) => fits(path, pattern))
  if (!isIncluded || exclude.some((pattern) => fits(path, pattern))) return 'excluded'
  if (depth > depthMax) return 'depth'
  return NO_PAGE.test(pathname) ? 'type' : null
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/**
 * Whether a path fits a pattern in which `*` is anything; what follows the pattern may be anything too.
 * Looked for part by part, so that no pattern takes long.
 */
function fits(path: string, pattern: string): boolean {
  const [start = '', ...parts] = pattern.split('*')
  if (!path.startsWith(start)) return false
  let at = start.length
  for (const part of parts) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}
