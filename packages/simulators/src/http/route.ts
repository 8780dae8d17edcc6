import type { IncomingHttpHeaders } from 'node:http'

/** A request whose body has been read whole. */
export type Incoming = {
  method: string
  url: URL
  params: Record<string, string>
  headers: IncomingHttpHeaders
  body: Buffer
  /** Aborted once nobody waits for the answer any more. */
  gone: AbortSignal
}

/**
 * What goes back. `hang` never answers and `drop` cuts the connection: both are what a caller of a real
 * platform meets now and then. Of a `stream` every part is sent as it comes; one that throws is cut where it
 * is, without an end.
 */
export type Answer =
  | { type: 'answer'; status: number; headers: Record<string, string>; body: string | Uint8Array }
  | { type: 'stream'; headers: Record<string, string>; parts: AsyncIterable<string> }
  | { type: 'hang' }
  | { type: 'drop' }

export type Route = {
  method: string
  segments: string[]
  /** Null: the request is for a later route of the same path. */
  handle(request: Incoming): Answer | null | Promise<Answer | null>
}

/** Declares a route. Segments written `:name` match anything and become parameters. */
export function route(method: string, path: string, handle: Route['handle']): Route {
  return { method, segments: path.split('/').slice(1), handle }
}

/** The parameters when `path` fits the route, else null. */
export function matchPath(wanted: Route, path: string): Record<string, string> | null {
  const given = path.split('/').slice(1)
  if (given.length !== wanted.segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, segment] of wanted.segments.entries()) {
    const value = given[index] ?? ''
    if (segment.startsWith(':')) params[segment.slice(1)] = decode(value)
    else if (segment !== value) return null
  }
  return params
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
