import type { Id, LogEntry, LogSource, Severity } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { Profile } from '../contact/contact.ts'

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
  l.run_id as "runId", l.backend_id as "backendId", b.name as "backendName", l.version,
  t.id as "contactId", t.profile`
export const LOG_FROM = `
  from log_entry l left join backend b on b.org_id = l.org_id and b.id = l.backend_id
  left join conversation c on c.org_id = l.org_id and c.id = l.conversation_id
  left join contact t on t.org_id = l.org_id and t.id = c.contact_id`

export type LogRow = Pick<LogEntry, 'id' | 'severity' | 'source' | 'kind' | 'conversationId' | 'runId'> & {
  at: Date
  text: Buffer
  data: Buffer | null
  backendId: Id | null
  backendName: string | null
  version: string | null
  contactId: Id | null
  profile: Buffer | null
}

/** `isNamed`: with the contact. */
export function toLogEntry(row: LogRow, isNamed: boolean): LogEntry {
  const { id, severity, source, kind, conversationId, runId, backendId, backendName, version } = row
  return {
    ...{ id, severity, source, kind, conversationId, runId },
    at: row.at.toISOString(),
    text: decode<string>(row.text),
    data: decodeOrNull<unknown>(row.data),
    contact: isNamed ? contactOf(row) : null,
    backend: backendId ? { id: backendId, name: backendName ?? '', version } : null,
  }
}

function contactOf({ contactId, profile }: LogRow): LogEntry['contact'] {
  if (!contactId) return null
  return { id: contactId, name: decodeOrNull<Profile>(profile)?.name ?? null }
}
