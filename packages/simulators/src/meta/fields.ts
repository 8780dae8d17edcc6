export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of a list; none for what is no list. */
export function fieldsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

type TextLimit = { path: string; max: number; code?: number }
type ListLimit = { path: string; min: number; max: number }

/** How a platform refuses a field: each says it in words and codes of its own. */
export type FieldRefusals = {
  missing(path: string): Error
  wrongKind(path: string, kind: string): Error
  tooLong(limit: TextLimit): Error
  wrongCount(limit: ListLimit, count: number): Error
}

/** Small readers of a request's fields. Each refuses as its platform does, and names the field it looked at. */
export function fieldReaders(refusals: FieldRefusals) {
  const { missing, wrongKind, tooLong, wrongCount } = refusals
  const there = (parent: Fields, key: string, path: string) => {
    const value = parent[key]
    if (value === undefined || value === null) throw missing(path)
    return value
  }

  /** The object under `key`. */
  function objectAt(parent: Fields, key: string, path = key): Fields {
    const value = there(parent, key, path)
    if (!isFields(value)) throw wrongKind(path, 'a JSON object')
    return value
  }

  /** The list of objects under `key`, with a number of items the platform takes. */
  function listAt(parent: Fields, key: string, limit: ListLimit): Fields[] {
    const value = there(parent, key, limit.path)
    if (!Array.isArray(value) || !value.every(isFields)) {
      throw wrongKind(limit.path, 'an array of JSON objects')
    }
    if (value.length < limit.min || value.length > limit.max) throw wrongCount(limit, value.length)
    return value
  }

  /** The text under `key`, at most `max` characters (code points) long. */
  function textAt(parent: Fields, key: string, limit: TextLimit): string {
    const value = there(parent, key, limit.path)
    if (value === '') throw missing(limit.path)
    if (typeof value !== 'string') throw wrongKind(limit.path, 'a string')
    if (value.length > limit.max && [...value].length > limit.max) throw tooLong(limit)
    return value
  }

  /** Like `textAt`, for a text that may be left out. */
  function optionalTextAt(parent: Fields, key: string, limit: TextLimit): string | null {
    return parent[key] === undefined || parent[key] === null ? null : textAt(parent, key, limit)
  }

  return { objectAt, listAt, textAt, optionalTextAt }
}
