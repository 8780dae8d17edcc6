import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { NewLogEntry } from './log-entry.ts'

export type GatheredEntry = NewLogEntry & { id: Id; at: Date }

const TEXT_MAX = 4_000
const DATA_BYTES_MAX = 16 * 1024

const INSERT = statement(`
  insert into log_entry (org_id, id, at, severity, source, kind, text, data, conversation_id, run_id,
    backend_id, version)
  select $1, e.id, e.at, e.severity, e.source, e.kind, e.text, e.data, e.conversation_id, e.run_id,
    e.backend_id, e.version
  from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[],
    $9::uuid[], $10::uuid[], $11::uuid[], $12::text[])
    as e (id, at, severity, source, kind, text, data, conversation_id, run_id, backend_id, version)
  on conflict (org_id, id) do nothing`)

/** Stores entries, as many as there are in one statement. Safe to repeat. */
export function insertEntries(orgId: Id, entries: readonly GatheredEntry[]): Step {
  const column = <T>(of: (entry: GatheredEntry) => T) => entries.map(of)
  return {
    statement: INSERT,
    values: [
      orgId,
      ...[column(({ id }) => id), column(({ at }) => at), column(({ severity }) => severity)],
      ...[column(({ source }) => source), column(({ kind }) => kind)],
      column(({ text }) => encode(storable(text))),
      column(({ data }) => dataOf(data)),
      ...[column(({ conversationId }) => conversationId ?? null), column(({ runId }) => runId ?? null)],
      ...[column(({ backendId }) => backendId ?? null), column(({ version }) => version ?? null)],
    ],
  }
}

function storable(text: string): string {
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text
}

/** What is no JSON, or too much of it, must not keep its entry from being written. */
function dataOf(data: unknown): Buffer | null {
  if (data === undefined || data === null) return null
  try {
    const bytes = encode(data)
    return bytes.length > DATA_BYTES_MAX ? encode({ cut: bytes.toString('utf8', 1, 2_000) }) : bytes
  } catch {
    return encode({ cut: String(data) })
  }
}
