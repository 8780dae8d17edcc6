import { isServerPlace, TOOL_ITEMS_MAX, type ToolField } from '@hilo/protocol'

// What a place such as `{address.street}` or `{items.0.sku}` is of: by the fields when a tool is saved, and
// by the values when it is called.

const NUMBER = /^(?:0|[1-9]\d{0,5})$/

/** The field that fills a place; of an item of a list as if it were no list. Null: none does. */
export function fieldAt(fields: readonly ToolField[], place: string): ToolField | null {
  if (isServerPlace(place)) return null
  const [name, ...path] = place.split('.')
  const field = fields.find((one) => one.name === name)
  return field ? within(field, path) : null
}

function within(field: ToolField, [part, ...rest]: readonly string[]): ToolField | null {
  if (part === undefined) return field
  if (field.isList) {
    const { itemsMax = TOOL_ITEMS_MAX } = field
    const isItem = NUMBER.test(part) && Number(part) < itemsMax
    return isItem ? within({ ...field, isList: false }, rest) : null
  }
  const inner = field.fields?.find(({ name }) => name === part)
  return inner ? within(inner, rest) : null
}

/** What stands there in what was filled in, or in what a service said; undefined: nothing. */
export function valueAt(value: unknown, place: string): unknown {
  return at(value, place.split('.'))
}

function at(value: unknown, [part, ...rest]: readonly string[]): unknown {
  if (part === undefined) return value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
  if (Array.isArray(value) && !NUMBER.test(part)) return undefined
  return at((value as Record<string, unknown>)[part], rest)
}
