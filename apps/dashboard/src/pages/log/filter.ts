import { isId, type LogSource, type Severity } from '@hilo/protocol'
import type { LogFilter } from '../../api/keys.ts'

const SEVERITIES: readonly Severity[] = ['info', 'warn', 'error']
const SOURCES: readonly LogSource[] = ['backend', 'run', 'delivery', 'webhook', 'system']
const RANGES = ['hour', 'day', 'week'] as const
/** As the server takes it. */
const KIND = /^[a-z][a-z_.]{0,59}$/

/** Reads the address; what it does not understand is left out, so that an old link still opens. */
export function parseLogSearch(search: Record<string, unknown>): LogFilter {
  const severity = SEVERITIES.find((each) => each === search.severity)
  const source = SOURCES.find((each) => each === search.source)
  const range = RANGES.find((each) => each === search.range)
  const { kind, runId, conversationId, backendId } = search
  return {
    ...(severity && severity !== 'info' && { severity }),
    ...(source && { source }),
    ...(range && { range }),
    ...(typeof kind === 'string' && KIND.test(kind) && { kind }),
    ...(isId(runId) && { runId }),
    ...(isId(conversationId) && { conversationId }),
    ...(isId(backendId) && { backendId }),
  }
}

/** What of a text can be the beginning of a kind. */
export function kindOf(text: string): string | undefined {
  const kind = text.toLowerCase().replaceAll(/[^a-z_.]/g, '')
  return KIND.test(kind) ? kind : undefined
}

export function isNarrowed(filter: LogFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}
