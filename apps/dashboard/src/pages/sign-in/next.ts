/** Only a path of this site: an address from outside must not lead a member elsewhere after signing in. */
export function localPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined
}
