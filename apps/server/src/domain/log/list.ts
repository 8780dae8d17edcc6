import type { Id, LogEntry, LogSource, Severity } from '@hilo/protocol'
import { readCursor, writeCursor } from '../../db/cursor.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { backendIdOf } from '../backend/backend.ts'
import { LOG_COLUMNS, LOG_FROM, type LogRow, toLogEntry } from './log-entry.ts'

export type LogFilter = {
  from?: string | undefined
  to?: string | undefined
  severity?: Severity | undefined
  source?: LogSource | undefined
  runId?: Id | undefined
  conversationId?: Id | undefined
  backendId?: Id | undefined
  kind?: string | undefined
  /** Whether the reader may know whose conversations the entries are about. */
  isNamed?: boolean
}

type Page = LogFilter & {
  backend?: string | undefined
  order?: 'newest' | 'oldest'
  cursor?: string | undefined
  limit: number
}

const EXPORT_PAGE = 500

/**
 * A page of the execution log, newest first unless it is asked for otherwise.
 *
 * @throws AppError `invalid_request` for a foreign cursor; `not_found` when no backend has that name.
 */
export async function listLog(tx: OrgTx, page: Page): Promise<{ entries: LogEntry[]; next: string | null }> {
  const named = page.backend === undefined ? undefined : await backendIdOf(tx, page.backend)
  const { text, values } = queryOf(tx.orgId, page, named)
  const { rows } = await tx.query<LogRow>(statement(text), values)
  const entries = rows.slice(0, page.limit).map((row) => toLogEntry(row, page.isNamed === true))
  const last = entries.at(-1)
  return { entries, next: rows.length > page.limit && last ? writeCursor(last) : null }
}

/** Every entry that a filter lets through, newest first, read a page at a time: each in its own transaction. */
export async function* eachLogEntry(db: Database, orgId: Id, filter: LogFilter): AsyncGenerator<LogEntry> {
  let cursor: string | undefined
  do {
    const page = { ...filter, cursor, limit: EXPORT_PAGE }
    const { entries, next } = await db.withOrg(orgId, (tx) => listLog(tx, page))
    yield* entries
    cursor = next ?? undefined
  } while (cursor)
}

/**
 * Written anew for each set of filters: one statement with all of them in it would be planned for none.
 */
function queryOf(orgId: Id, page: Page, named: Id | undefined): { text: string; values: unknown[] } {
  const values: unknown[] = [orgId]
  const conditions: string[] = []
  const where = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined) return
    values.push(value)
    conditions.push(condition(`$${values.length}`))
  }
  where(page.from, (place) => `l.at >= ${place}::timestamptz`)
  where(page.to, (place) => `l.at < ${place}::timestamptz`)
  where(page.source, (place) => `l.source = ${place}`)
  where(page.runId, (place) => `l.run_id = ${place}`)
  where(page.conversationId, (place) => `l.conversation_id = ${place}`)
  where(page.backendId, (place) => `l.backend_id = ${place}`)
  where(named, (place) => `l.backend_id = ${place}`)
  where(page.kind, (place) => `starts_with(l.kind, ${place})`)
  // As the partial index says it.
  if (page.severity === 'warn' || page.severity === 'error') conditions.push("l.severity <> 'info'")
  if (page.severity === 'error') conditions.push("l.severity = 'error'")
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor)
  const [beyond, direction] = page.order === 'oldest' ? ['>', 'asc'] : ['<', 'desc']
  where(after?.at, (place) => `(l.at, l.id) ${beyond} (${place}::timestamptz, $${values.length + 1}::uuid)`)
  if (after) values.push(after.id)
  values.push(page.limit + 1)
  const text = `
    select ${LOG_COLUMNS} ${LOG_FROM} where l.org_id = $1
    ${conditions.map((condition) => `and ${condition}`).join(' ')}
    order by l.at ${direction}, l.id ${direction} limit $${values.length}`
  return { text, values }
}
