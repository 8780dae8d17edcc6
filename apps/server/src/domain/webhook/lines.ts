/**
 * What waits is worked off by line: one account of one app. A line keeps the order in which its events came,
 * and lines do not wait for each other. An event that tells of several accounts is in the line of each; a
 * line then works on its part of the body alone.
 */

/**
 * The whole of an event: the line of what was queued before there were lines, of what names no account, and
 * of what names more of them than its size allows.
 */
export const WHOLE = '*'

const ACCOUNT_MAX = 100
/** Each line reads the body anew: an event that would be read for more than this in all is not parted. */
const READ_BYTES_MAX = 16 * 1_048_576

type Json = Record<string, unknown>

/** The line of an account. The app belongs to it: nobody holds the line of an account by naming it in theirs. */
export function lineOf(appId: string, account: string): string {
  return `${appId} ${account}`
}

/** A body as JSON; undefined when it is none. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch {
    return undefined
  }
}

/** The lines of an event of so many bytes, each once; one at the least. */
export function linesOf(appId: string, { json, bytes }: { json: unknown; bytes: number }): string[] {
  const accounts = accountsIn(json)
  if (accounts.size === 0 || (accounts.size > 1 && accounts.size * bytes > READ_BYTES_MAX)) return [WHOLE]
  return [...accounts].map((account) => lineOf(appId, account))
}

/**
 * What of a body is in a line: the body itself, when that is all of it. The parts of all lines together are
 * the body, each item in one of them.
 */
export function partOf(body: unknown, appId: string, line: string): unknown {
  const entries = entriesIn(body)
  if (line === WHOLE || !entries || accountsIn(body).size < 2) return body
  const isMine = (account: string) => lineOf(appId, account) === line
  return { ...(body as Json), entry: entries.flatMap((entry) => cut(entry, isMine)) }
}

function accountsIn(body: unknown): Set<string> {
  return new Set(entriesIn(body)?.flatMap(accountsOf))
}

function entriesIn(body: unknown): unknown[] | null {
  const entries = recordOf(body)?.entry
  return Array.isArray(entries) && entries.length > 0 ? entries : null
}

function accountsOf(entry: unknown): string[] {
  const own = textOf(recordOf(entry)?.id)
  const accounts = changesIn(entry).map((change) => numberOf(change) ?? own)
  return saysMore(entry) ? [own, ...accounts] : accounts
}

function cut(entry: unknown, isMine: (account: string) => boolean): unknown[] {
  const own = textOf(recordOf(entry)?.id)
  const changes = changesIn(entry).filter((change) => isMine(numberOf(change) ?? own))
  if (saysMore(entry) && isMine(own)) {
    return changesIn(entry).length === 0 ? [entry] : [{ ...recordOf(entry), changes }]
  }
  if (changes.length === 0) return []
  const { id, time } = entry as Json
  return [{ id, time, changes }]
}

/** Besides its changes, or in place of them: what is said to a page is not in changes. */
function saysMore(entry: unknown): boolean {
  if (changesIn(entry).length === 0) return true
  const { changes: _, ...rest } = entry as Json
  return Object.values(rest).some((value) => Array.isArray(value) && value.length > 0)
}

function changesIn(entry: unknown): unknown[] {
  const changes = recordOf(entry)?.changes
  return Array.isArray(changes) ? changes : []
}

/** The number that a change is about, where an entry stands for a business account with several. */
function numberOf(change: unknown): string | null {
  const id = recordOf(recordOf(recordOf(change)?.value)?.metadata)?.phone_number_id
  return id === undefined || id === null ? null : textOf(id)
}

function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

/** As it may stand in a table. */
function textOf(id: unknown): string {
  const text = typeof id === 'string' || typeof id === 'number' ? String(id) : ''
  return text.replaceAll('\0', '').slice(0, ACCOUNT_MAX).toWellFormed()
}
