import type { ToolField } from '@hilo/protocol'

/** What was typed, by the path of each field such as `items[0].sku`. */
export type TypedValues = Readonly<Record<string, string>>

/** How many items of a list of groups are typed; of one there is always a form. */
export function itemsOf(typed: TypedValues, path: string): number {
  return Number(typed[`${path}#`] ?? 1)
}

/** With one item more. */
export function withItem(typed: TypedValues, path: string): TypedValues {
  return { ...typed, [`${path}#`]: String(itemsOf(typed, path) + 1) }
}

/** What was typed as a model would fill it in; what is empty is left out. */
export function valuesOf(
  fields: readonly ToolField[],
  typed: TypedValues,
  path = '',
): Record<string, unknown> {
  const given = fields.flatMap((field): [string, unknown][] => {
    const value = valueAt(field, typed, `${path}${field.name}`)
    return value === undefined ? [] : [[field.name, value]]
  })
  return Object.fromEntries(given)
}

type Given = { fields: readonly ToolField[]; typed: TypedValues } | { json: string }

/** What was typed in a form, or as JSON; null: it is no object. */
export function inputFrom(given: Given): Record<string, unknown> | null {
  if ('fields' in given) return valuesOf(given.fields, given.typed)
  try {
    const value: unknown = JSON.parse(given.json)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function valueAt(field: ToolField, typed: TypedValues, path: string): unknown {
  const { type, isList, fields = [] } = field
  if (type === 'group' && isList) {
    const items = Array.from({ length: itemsOf(typed, path) }, (_, nth) =>
      orNothing(valuesOf(fields, typed, `${path}[${nth}].`)),
    ).filter((item) => item !== undefined)
    return items.length === 0 ? undefined : items
  }
  if (type === 'group') return orNothing(valuesOf(fields, typed, `${path}.`))
  const texts = (isList ? (typed[path] ?? '').split('\n') : [typed[path] ?? '']).map((text) => text.trim())
  const values = texts.filter((text) => text !== '').map((text) => plainOf(field, text))
  return isList && values.length > 0 ? values : values[0]
}

function orNothing(values: Record<string, unknown>): Record<string, unknown> | undefined {
  return Object.keys(values).length === 0 ? undefined : values
}

function plainOf({ type }: ToolField, text: string): string | number | boolean {
  if (type === 'boolean') return text === 'true'
  return type === 'integer' || type === 'number' ? Number(text) : text
}
