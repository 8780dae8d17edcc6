/** Only a path of this site: an address from outside must not lead a member elsewhere after signing in. */
export function localPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined
}

export type SignInSearch = { next?: string; link?: 'used' }

/** Where a stranger is led who asked for a page: to the sign-in page, which leads back to it. */
export function searchFor(href: string): SignInSearch {
  const url = new URL(href, location.origin)
  // What the server adds to the page that a one-time link leads to, when the link is good no more.
  const wasUsed = url.searchParams.has('error')
  url.searchParams.delete('error')
  return { next: url.pathname + url.search + url.hash, ...(wasUsed && { link: 'used' as const }) }
}
