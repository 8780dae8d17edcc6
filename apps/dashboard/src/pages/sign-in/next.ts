/** Only a path of this site: an address from outside must not lead a member elsewhere after signing in. */
export function localPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined
}

export type SignInSearch = { next?: string; link?: 'used' }

/** Where a stranger is led who asked for a page: to the sign-in page, which leads back to it. */
export function searchFor(href: string): SignInSearch {
  const page = pageOfUsedLink(href)
  return page === null ? { next: href } : { next: page, link: 'used' }
}

/**
 * The page that a one-time link led to which is good no more, without the `error` that the server adds to its
 * address to say so; null for every other address.
 */
export function pageOfUsedLink(href: string): string | null {
  const url = new URL(href, ANYWHERE)
  if (!url.searchParams.has('error')) return null
  url.searchParams.delete('error')
  return url.pathname + url.search + url.hash
}

/** Of an address only the path counts. */
const ANYWHERE = 'http://localhost'
