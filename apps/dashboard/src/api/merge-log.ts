import type { LogEntry } from '@hilo/protocol'

export type LogPage = { entries: LogEntry[]; next: string | null }

/** So many entries may gather before the oldest are left to be loaded again. */
const ENTRIES_MAX = 1_000

/**
 * The newest page in front of what is known. When nothing joins them, or there are too many, the newest page
 * stands alone: a gap in a log would be a lie.
 */
export function mergeLog(known: LogPage | undefined, fresh: LogPage): LogPage {
  const last = fresh.entries.at(-1)
  const from = known && last ? known.entries.findIndex(({ id }) => id === last.id) : -1
  if (!known || from < 0) return fresh
  const older = known.entries.slice(from + 1)
  if (fresh.entries.length + older.length > ENTRIES_MAX) return fresh
  return { entries: [...fresh.entries, ...older], next: older.length > 0 ? known.next : fresh.next }
}

/**
 * What is known with an older page behind it, which was fetched from `cursor` on. When what is known ends
 * elsewhere by now the page does not join, and is left out.
 */
export function appendLog(known: LogPage, older: LogPage, cursor: string): LogPage {
  if (known.next !== cursor) return known
  return { entries: [...known.entries, ...older.entries], next: older.next }
}
