import { type AiToolCall, labelOfName } from '@hilo/protocol'

/** What a model filled in, as those read it who have to agree to it. */

type Schema = Readonly<Record<string, unknown>>
type Shown = AiToolCall['input']

// As long as a field may be: who agrees to something sees all of it.
const TEXT_MAX = 1_000
const LINE_MAX = 2_000

/** A line for each field, and one for each item of a list of objects, in the order of what was filled in. */
export function shownInput(schema: Schema, values: Readonly<Record<string, unknown>>): Shown {
  return Object.entries(values).flatMap(([name, value]) => linesOf(name, value, propertyOf(schema, name)))
}

function linesOf(name: string, value: unknown, schema: Schema): Shown {
  const label = labelOf(name, schema)
  if (!Array.isArray(value) || !value.some(isObject)) return [{ label, value: lineOf(value, schema) }]
  const items = isObject(schema.items) ? schema.items : {}
  return value.map((one, nth) => ({
    label: `${label} ${nth + 1}/${value.length}`,
    value: lineOf(one, items),
  }))
}

function lineOf(value: unknown, schema: Schema): string {
  return isObject(value) || Array.isArray(value)
    ? cut(inner(value, schema), LINE_MAX)
    : cut(oneLine(String(value)), TEXT_MAX)
}

function inner(value: unknown, schema: Schema): string {
  if (Array.isArray(value)) {
    const items = isObject(schema.items) ? schema.items : {}
    return value.map((one) => part(one, items)).join(', ')
  }
  if (!isObject(value)) return plain(String(value))
  return Object.entries(value)
    .map(([name, one]) => {
      const property = propertyOf(schema, name)
      return `${labelOf(name, property)}: ${part(one, property)}`
    })
    .join(', ')
}

function part(value: unknown, schema: Schema): string {
  return isObject(value) || Array.isArray(value) ? `(${inner(value, schema)})` : plain(String(value))
}

/** In quotes where it could be taken for more than one value. */
function plain(text: string): string {
  const line = oneLine(text)
  return /[,:()"]/.test(line) ? JSON.stringify(line) : line
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text
}

function propertyOf({ properties }: Schema, name: string): Schema {
  const property = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : null
  return isObject(property) ? property : {}
}

function labelOf(name: string, { title }: Schema): string {
  return typeof title === 'string' && title.trim() !== '' ? title.slice(0, 100) : labelOfName(name)
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
