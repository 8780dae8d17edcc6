/**
 * Small readers of a request's fields. Each refuses in Graph's own codes and names the field it looked at.
 */
import { GraphError } from './graph-error.ts'

export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object under `key`. */
export function objectAt(parent: Fields, key: string, path = key): Fields {
  const value = parent[key]
  if (value === undefined || value === null)
    throw new GraphError(131008, `The parameter ${path} is required.`)
  if (!isFields(value)) throw new GraphError(100, `Param ${path} must be a JSON object.`)
  return value
}

/** The list under `key`, with a number of items the platform takes. */
export function listAt(
  parent: Fields,
  key: string,
  limit: { path: string; min: number; max: number },
): Fields[] {
  const value = parent[key]
  if (value === undefined || value === null)
    throw new GraphError(131008, `The parameter ${limit.path} is required.`)
  if (!Array.isArray(value) || !value.every(isFields)) {
    throw new GraphError(100, `Param ${limit.path} must be an array of JSON objects.`)
  }
  if (value.length < limit.min || value.length > limit.max) {
    const range = `Min count: ${limit.min}, Max count: ${limit.max}`
    throw new GraphError(131009, `Invalid number of items in ${limit.path}, ${value.length} given. ${range}`)
  }
  return value
}

/** The text under `key`, at most `max` characters (code points) long. */
export function textAt(
  parent: Fields,
  key: string,
  limit: { path: string; max: number; code?: number },
): string {
  const value = parent[key]
  if (value === undefined || value === null || value === '') {
    throw new GraphError(131008, `The parameter ${limit.path} is required.`)
  }
  if (typeof value !== 'string') throw new GraphError(100, `Param ${limit.path} must be a string.`)
  if (value.length > limit.max && [...value].length > limit.max) {
    throw new GraphError(
      limit.code ?? 131009,
      `Param ${limit.path} must be at most ${limit.max} characters long.`,
    )
  }
  return value
}

/** Like `textAt`, for a text that may be left out. */
export function optionalTextAt(
  parent: Fields,
  key: string,
  limit: { path: string; max: number },
): string | null {
  return parent[key] === undefined || parent[key] === null ? null : textAt(parent, key, limit)
}

/** Refuses a value that occurs twice. */
export function unique(values: readonly string[], path: string): void {
  if (new Set(values).size !== values.length)
    throw new GraphError(131009, `Values of ${path} must be unique.`)
}
