/**
 * A form out of a JSON schema: one field for each property that has a plain shape, JSON text for the rest.
 * What is typed is kept as text until it is saved; whether it fits is the server's to say.
 */

export type ConfigField = {
  key: string
  kind: 'text' | 'url' | 'number' | 'boolean' | 'enum' | 'texts' | 'json'
  isRequired: boolean
  description: string | null
  options: readonly string[]
  /** The value that the code uses when none is given, as JSON. */
  preset: string | null
}

/** What is shown or typed, by field; empty: no value, or an empty one. */
export type Texts = Readonly<Record<string, string>>

export type Problem = 'notJson' | 'notNumber'

type Schema = {
  type?: unknown
  properties?: Record<string, Schema>
  required?: readonly string[]
  enum?: readonly unknown[]
  items?: Schema
  format?: string
  description?: string
  default?: unknown
}

/** The fields of a schema; null when it is no object, so that the whole config is JSON text. */
export function fieldsOf(schema: unknown): ConfigField[] | null {
  const { type, properties, required = [] } = (schema ?? {}) as Schema
  if (type !== 'object' || !properties) return null
  return Object.entries(properties).map(([key, property]) => ({
    key,
    kind: kindOf(property),
    isRequired: required.includes(key),
    description: property.description ?? null,
    options: property.enum?.map(String) ?? [],
    preset: property.default === undefined ? null : JSON.stringify(property.default),
  }))
}

function kindOf({ type, enum: options, items, format }: Schema): ConfigField['kind'] {
  if (options?.every((option) => typeof option === 'string')) return 'enum'
  if (type === 'string') return format === 'uri' ? 'url' : 'text'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'boolean') return 'boolean'
  return type === 'array' && items?.type === 'string' && !items.enum ? 'texts' : 'json'
}

/** What the fields show of a config. */
export function textsOf(fields: readonly ConfigField[], config: unknown): Texts {
  const values = objectOf(config)
  return Object.fromEntries(fields.map((field) => [field.key, textOf(field, values[field.key])]))
}

function textOf({ kind }: ConfigField, value: unknown): string {
  if (value === undefined) return ''
  if (kind === 'texts' && Array.isArray(value)) return value.join('\n')
  if (kind === 'json' || typeof value === 'object') return JSON.stringify(value, null, 2)
  return String(value)
}

/**
 * The config that what is typed makes of the one before, or what cannot be read, by field. What is not typed
 * in is kept. Emptied, an optional value goes; a required text or list is saved empty.
 */
export function configOf(
  fields: readonly ConfigField[],
  typed: Texts,
  before: unknown,
): { config: Record<string, unknown> } | { problems: Record<string, Problem> } {
  const config = { ...objectOf(before) }
  const problems: Record<string, Problem> = {}
  for (const field of fields) {
    const { key } = field
    const text = typed[key]
    if (text === undefined || (key in config && text === textOf(field, config[key]))) continue
    const read = text.trim() === '' ? emptyOf(field) : readText(field, text)
    if ('problem' in read) problems[key] = read.problem
    else if (read.value === undefined) delete config[key]
    else config[key] = read.value
  }
  return Object.keys(problems).length > 0 ? { problems } : { config }
}

function emptyOf({ kind, isRequired }: ConfigField): { value: unknown } {
  if (isRequired && kind === 'text') return { value: '' }
  return { value: isRequired && kind === 'texts' ? [] : undefined }
}

function readText({ kind }: ConfigField, text: string): { value: unknown } | { problem: Problem } {
  switch (kind) {
    case 'number':
      return Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: 'notNumber' }
    case 'boolean':
      return { value: text === 'true' }
    case 'texts':
      return { value: text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])) }
    case 'json':
      return readJson(text)
    case 'url':
      return { value: text.trim() }
    default:
      return { value: text }
  }
}

export function readJson(text: string): { value: unknown } | { problem: Problem } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { problem: 'notJson' }
  }
}

function objectOf(config: unknown): Record<string, unknown> {
  return typeof config === 'object' && config !== null && !Array.isArray(config)
    ? (config as Record<string, unknown>)
    : {}
}
