/** The fields of a frame as a backend's process sent them: read one by one, as a stranger's words. */
export type Fields = Record<string, unknown>

export const NAME_MAX = 200
export const TEXT_MAX = 10_000

/** A text that PostgreSQL and JSON can hold: no NUL, no half of a surrogate pair. */
export function text(value: unknown, max: number): string {
  if (typeof value !== 'string') throw wrong('a text')
  const cut = value.length > max ? value.slice(0, max) : value
  const formed = cut.isWellFormed() ? cut : cut.toWellFormed()
  return formed.includes('\0') ? formed.replaceAll('\0', '') : formed
}

export function integer(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value)) throw wrong(name)
  return value as number
}

export function finite(value: unknown, name: string): number {
  if (!Number.isFinite(value)) throw wrong(name)
  return value as number
}

export function objectOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name)
  return value as Fields
}

export function wrong(name: string): Error {
  return new Error(`It sent a wrong ${name}.`)
}

/** The length of a value as JSON. */
export function sizeOf(value: unknown): number {
  return (JSON.stringify(value) ?? '').length
}
