/** Small readers of a send's fields. Each refuses with #100 and names the field it looked at. */
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { invalid } from './refusal.ts'

/** The object under `key`. */
export function objectAt(parent: Fields, key: string, path = key): Fields {
  const value = parent[key]
  if (value === undefined || value === null) throw invalid(`The parameter ${path} is required.`)
  if (!isFields(value)) throw invalid(`Param ${path} must be a JSON object.`)
  return value
}

/** The text under `key`, at most `max` characters (code points) long. */
export function textAt(parent: Fields, key: string, limit: { path: string; max: number }): string {
  const value = parent[key]
  if (value === undefined || value === null || value === '') {
    throw invalid(`The parameter ${limit.path} is required.`)
  }
  if (typeof value !== 'string') throw invalid(`Param ${limit.path} must be a string.`)
  if (value.length > limit.max && [...value].length > limit.max) {
    throw invalid(`Length of param ${limit.path} must be less than or equal to ${limit.max}`)
  }
  return value
}

/** Like `textAt`, for a text that may be left out. */
export function optionalTextAt(
  parent: Fields,
  key: string,
  limit: { path: string; max: number },
): string | undefined {
  return parent[key] === undefined || parent[key] === null ? undefined : textAt(parent, key, limit)
}

/** The list of objects under `key`, with a number of items the platform takes. */
export function listAt(
  parent: Fields,
  key: string,
  limit: { path: string; min: number; max: number },
): Fields[] {
  const value = parent[key]
  if (!Array.isArray(value) || !value.every(isFields)) {
    throw invalid(`Param ${limit.path} must be an array of JSON objects.`)
  }
  if (value.length < limit.min || value.length > limit.max) {
    throw invalid(`Param ${limit.path} must have ${limit.min} to ${limit.max} items, not ${value.length}.`)
  }
  return value
}
