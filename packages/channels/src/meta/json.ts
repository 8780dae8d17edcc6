/**
 * Reads one value out of a webhook without trusting its shape. A field of the wrong type reads as absent, so
 * it costs the field and never the message around it; nothing here throws. A schema over the whole body would
 * refuse the message with the field, and would walk a tree of which most is never used.
 */

export type Json = Readonly<Record<string, unknown>>

// Platform ids end up in unique keys and log lines, so they are short and have no control character in them.
const ID = /^\P{Cc}{1,512}$/u

// Signed addresses of files are long.
const URL_TEXT = /^https?:\/\/[^\s\p{Cc}]{1,4000}$/iu

// Seconds until the year 5138 are less than this, milliseconds since 1973 are more.
const MILLISECONDS_FROM = 100_000_000_000
const DATE = /^\d{4}-\d\d-\d\dT/
const DEPTH_MAX = 64
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

export function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/**
 * A text that is not empty; a number is read as its digits. NUL is removed: PostgreSQL's text cannot hold it.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  const text = value.includes('\0') ? value.replaceAll('\0', '') : value
  return text === '' ? undefined : text
}

export function idOf(value: unknown): string | undefined {
  const text = textOf(value)?.trim()
  return text !== undefined && ID.test(text) ? text : undefined
}

/** An address on the web, and nothing else that could be opened. */
export function urlOf(value: unknown): string | undefined {
  const text = textOf(value)?.trim()
  return text !== undefined && URL_TEXT.test(text) ? text : undefined
}

/** A finite number, also when it was written as a text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A time in seconds or milliseconds, or of ISO 8601; undefined when it lies outside this century. */
export function timeOf(value: unknown): Date | undefined {
  const number = typeof value === 'string' && DATE.test(value) ? Date.parse(value) : numberOf(value)
  if (number === undefined) return undefined
  const ms = number < MILLISECONDS_FROM ? number * 1000 : number
  return ms >= EARLIEST && ms < LATEST ? new Date(ms) : undefined
}

/** What is there where a list should be counts as its one item: told as unreadable, and not lost. */
export function itemsOf(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : raw === undefined || raw === null ? [] : [raw]
}

/** The object for keeping as it is; empty when it is too deep to be printed again. */
export function detailOf(value: unknown): Json {
  const record = recordOf(value)
  return record && isWithinDepth(record) ? record : {}
}

/** Deeper JSON cannot be printed again without a stack overflow; nothing that is meant is that deep. */
export function isWithinDepth(value: unknown, depth = DEPTH_MAX): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((child) => isWithinDepth(child, depth - 1))
}
