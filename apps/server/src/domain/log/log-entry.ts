import type { Id, LogEntry, LogSource, Severity } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'

/** An entry as whoever writes it knows it. */
export type NewLogEntry = {
  severity: Severity
  source: LogSource
  /** The thing and the past tense, such as `run.failed`. */
  kind: string
  text: string
  data?: unknown
  conversationId?: Id
  runId?: Id
  backendId?: Id
  version?: string
}

export const LOG_COLUMNS = `
  l.id, l.at, l.severity, l.source, l.kind, l.text, l.data, l.conversation_id as "conversationId",
  l.run_id as "runId", l.backend_id as "backendId", b.name as "backendName", l.version`
export const LOG_FROM = `
  from log_entry l left join backend b on b.org_id = l.org_id and b.id = l.backend_id`

export type LogRow = Pick<LogEntry, 'id' | 'severity' | 'source' | 'kind' | 'conversationId' | 'runId'> & {
  at: Date
  text: Buffer
  data: Buffer | null
  backendId: Id | null
  backendName: string | null
  version: string | null
}

export function toLogEntry(row: LogRow): LogEntry {
  const { id, severity, source, kind, conversationId, runId, backendId, backendName, version } = row
  return {
    ...{ id, severity, source, kind, conversationId, runId },
    at: row.at.toISOString(),
    text: decode<string>(row.text),
    data: decodeOrNull<unknown>(row.data),
    backend: backendId ? { id: backendId, name: backendName ?? '', version } : null,
  }
}
