import type { JsonSchema } from '@hilo/ai'
import type { ToolField } from '@hilo/protocol'

export type ToolValue = string | number | boolean
/** What a model filled in, held against the fields; what it left out is not there. */
export type ToolValues = Readonly<Record<string, ToolValue>>

const TEXT_MAX = 1_000
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** What the model is told it may fill in. */
export function schemaOf(fields: readonly ToolField[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, propertyOf(field)])),
    required: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    additionalProperties: false,
  }
}

function propertyOf({ label, description, type, options }: ToolField): JsonSchema {
  const words = { description: description === '' ? label : `${label}: ${description}` }
  if (type === 'choice') return { ...words, type: 'string', enum: options }
  if (type === 'date') return { ...words, type: 'string', format: 'date' }
  return { ...words, type: type === 'text' ? 'string' : type }
}

/**
 * Takes what fits the fields and nothing else. A name that is no field is refused and not dropped: who the
 * contact is, is never the model's to say.
 */
export function readInput(
  fields: readonly ToolField[],
  input: unknown,
): { values: ToolValues } | { problem: string } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problem: 'The input must be an object.' }
  }
  const given = input as Record<string, unknown>
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name))
  if (unknown !== undefined) return { problem: `${shown(unknown)} is no field of this tool.` }
  const values: Record<string, ToolValue> = {}
  for (const field of fields) {
    const value = given[field.name]
    const isLeftOut = value === undefined || value === null || value === ''
    if (isLeftOut && field.isRequired) return { problem: `${field.name} is missing.` }
    if (isLeftOut) continue
    const problem = problemOf(field, value)
    if (problem !== null) return { problem: `${field.name} ${problem}.` }
    values[field.name] = value as ToolValue
  }
  return { values }
}

/** Null: it fits. */
function problemOf({ type, options }: ToolField, value: unknown): string | null {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'must be a whole number'
    case 'number':
      return Number.isFinite(value) ? null : 'must be a number'
    case 'choice':
      return options.includes(value as string) ? null : `must be one of: ${options.join(', ')}`
    case 'date':
      return isDate(value) ? null : 'must be a date such as 2026-12-31'
    case 'text':
      return isText(value) ? null : `must be a text of at most ${TEXT_MAX} characters`
  }
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !DATE.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

function isText(value: unknown): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return typeof value === 'string' && value.length <= TEXT_MAX && !/[\u0000-\u0008\u000e-\u001f]/.test(value)
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 60))
}
