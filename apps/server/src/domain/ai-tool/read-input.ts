import { fitsPattern, newPatience, type Patience } from '@hilo/ai'
import { TOOL_ITEMS_MAX, TOOL_TEXT_MAX, type ToolField } from '@hilo/protocol'

export type ToolValue = string | number | boolean | readonly ToolValue[] | ToolValues
/** What a model filled in, held against the fields; what it left out is not there. */
export type ToolValues = { readonly [name: string]: ToolValue }

/** Of what a model fills in, as JSON. */
export const INPUT_LENGTH_MAX = 8_000

/** One patience for the whole input. */
type Given = { path: string; value: unknown; patience: Patience }
type Read<T> = { value: T } | { problem: string }

const DATE = /^\d{4}-\d{2}-\d{2}$/
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,185}\.[^\s@<>"]{2,60}$/
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Takes what fits the fields and nothing else, at every level. A name that is no field is refused and not
 * dropped: who the contact is, is never the model's to say. What is wrong is said in words for the model.
 */
export function readInput(
  fields: readonly ToolField[],
  input: unknown,
): { values: ToolValues } | { problem: string } {
  if (!isObject(input)) return { problem: 'The input must be an object.' }
  if (JSON.stringify(input).length > INPUT_LENGTH_MAX) return { problem: 'The input is too long.' }
  const read = readFields(fields, { path: '', value: input, patience: newPatience() })
  return 'problem' in read ? read : { values: read.value }
}

function readFields(fields: readonly ToolField[], { path, value, patience }: Given): Read<ToolValues> {
  if (!isObject(value)) return { problem: `${path} must be an object.` }
  const unknown = Object.keys(value).find((name) => !fields.some((field) => field.name === name))
  if (unknown !== undefined) return { problem: `${at(path, shown(unknown))} is no field of this tool.` }
  const values: Record<string, ToolValue> = {}
  for (const field of fields) {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined
    const read = readField(field, { path: at(path, field.name), value: given, patience })
    if (read === null) continue
    if ('problem' in read) return read
    values[field.name] = read.value
  }
  return { value: values }
}

/** Null: it is left out, and may be. */
function readField(field: ToolField, { path, value, patience }: Given): Read<ToolValue> | null {
  if (value === undefined || value === null || value === '') {
    if (field.default !== undefined) return { value: field.default }
    return field.isRequired ? { problem: `${path} is missing.` } : null
  }
  return field.isList ? readList(field, { path, value, patience }) : readOne(field, { path, value, patience })
}

function readList(field: ToolField, { path, value, patience }: Given): Read<ToolValue> {
  const { itemsMin = 0, itemsMax = TOOL_ITEMS_MAX } = field
  if (!Array.isArray(value)) return { problem: `${path} must be a list.` }
  if (value.length < itemsMin || value.length > itemsMax)
    return { problem: `${path} must be a list of ${itemsMin} to ${itemsMax}.` }
  const values: ToolValue[] = []
  for (const [nth, one] of value.entries()) {
    const read = readOne(field, { path: `${path}[${nth}]`, value: one, patience })
    if ('problem' in read) return read
    values.push(read.value)
  }
  return { value: values }
}

function readOne(field: ToolField, given: Given): Read<ToolValue> {
  if (field.type === 'group') return readFields(field.fields ?? [], given)
  const problem = problemOf(field, given)
  return problem === null ? { value: given.value as ToolValue } : { problem: `${given.path} ${problem}.` }
}

/** Null: it fits. */
function problemOf(field: ToolField, { value, patience }: Omit<Given, 'path'>): string | null {
  const { type, options, min, max } = field
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'integer':
      return Number.isSafeInteger(value) ? limitOf(value as number, field) : 'must be a whole number'
    case 'number':
      return Number.isFinite(value) ? limitOf(value as number, field) : 'must be a number'
    case 'choice':
      return options.includes(value as string) ? null : `must be one of: ${options.join(', ')}`
    case 'text':
      if (!isText(value, { min, max }))
        return `must be a text of ${min ? `${min} to` : 'at most'} ${max ?? TOOL_TEXT_MAX} characters`
      return misfitOf(value, field, patience)
    case 'group':
      return 'must be an object'
    default:
      if (!isText(value, {}) || !FORMED[type].fits(value)) return FORMED[type].words
      return misfitOf(value, field, patience)
  }
}

function misfitOf(value: string, { pattern }: ToolField, patience: Patience): string | null {
  if (pattern === undefined) return null
  const fits = fitsPattern(value, pattern, { patience })
  if (fits === null) return 'could not be checked: shorten it'
  return fits ? null : `must fit the pattern ${pattern}`
}

type Formed = { fits: (text: string) => boolean; words: string }

const FORMED: Record<'date' | 'datetime' | 'email' | 'uuid' | 'url', Formed> = {
  date: { fits: isDate, words: 'must be a date such as 2026-12-31' },
  datetime: {
    fits: (text) => isDate(DATE_TIME.exec(text)?.[1] ?? ''),
    words: 'must be a date and time such as 2026-12-31T18:00:00Z',
  },
  email: { fits: (text) => EMAIL.test(text), words: 'must be an e-mail address' },
  uuid: { fits: (text) => UUID.test(text), words: 'must be a UUID' },
  url: {
    fits: (text) => URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol),
    words: 'must be an address that begins with https:// or http://',
  },
}

function limitOf(value: number, { min = -Infinity, max = Infinity }: ToolField): string | null {
  if (value < min) return `must be at least ${min}`
  return value > max ? `must be at most ${max}` : null
}

function isDate(value: string): boolean {
  if (!DATE.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

type Length = { min?: number | undefined; max?: number | undefined }

function isText(value: unknown, { min = 0, max = TOOL_TEXT_MAX }: Length): value is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  const isClean = typeof value === 'string' && !/[\u0000-\u0008\u000e-\u001f]/.test(value)
  return isClean && value.length >= min && value.length <= max
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 60))
}
