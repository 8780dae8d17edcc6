/** A place in the author's code, kept as V8 keeps it until somebody asks for the words. */
export type Site = { readonly stack?: string }

/**
 * The place from which `method` was called, when it is on the stack now. One frame, not yet put into words:
 * a microsecond, where a whole stack costs twenty.
 */
export function siteOf(method: unknown): Site {
  const site: Site = {}
  if (typeof method !== 'function') return site
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 1
  Error.captureStackTrace(site, method as () => void)
  Error.stackTraceLimit = limit
  return site
}

/** `line:column` of a site in the script that runs; nothing when it is not known. */
export function placeOf({ stack }: Site): string | undefined {
  return /:(\d+:\d+)\)?$/.exec(stack ?? '')?.[1]
}
