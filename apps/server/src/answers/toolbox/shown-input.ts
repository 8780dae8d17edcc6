import { type AiToolCall, labelOfName } from '@hilo/protocol'

/** What a model filled in, as those read it who have to agree to it. */

type Schema = Readonly<Record<string, unknown>>
type Shown = AiToolCall['input']

/** A line for each field of a group and each item of a list, in the order of what was filled in: all of it. */
export function shownInput(schema: Schema, values: Readonly<Record<string, unknown>>): Shown {
  return Object.entries(values).flatMap(([name, value]) => {
    const property = propertyOf(schema, name)
    return linesOf(labelOf(name, property), value, property)
  })
}

function linesOf(label: string, value: unknown, schema: Schema): Shown {
  if (Array.isArray(value) && value.length > 0) {
    const items = itemsOf(schema)
    return value.map((one, nth) => ({
      label: `${label} ${nth + 1}/${value.length}`,
      value: lineOf(one, items),
    }))
  }
  if (!isObject(value) || Object.keys(value).length === 0) return [{ label, value: lineOf(value, schema) }]
  return Object.entries(value).map(([name, one]) => {
    const property = propertyOf(schema, name)
    return { label: `${label}, ${labelOf(name, property)}`, value: lineOf(one, property) }
  })
}

function lineOf(value: unknown, schema: Schema): string {
  return isObject(value) || Array.isArray(value) ? inner(value, schema) : oneLine(String(value))
}

function inner(value: unknown, schema: Schema): string {
  if (Array.isArray(value)) {
    const items = itemsOf(schema)
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

function itemsOf({ items }: Schema): Schema {
  return isObject(items) ? items : {}
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
