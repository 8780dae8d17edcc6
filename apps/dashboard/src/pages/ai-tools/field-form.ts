import type { ToolField } from '@hilo/protocol'
import { TOOL_DEPTH_MAX, TOOL_FIELD_TYPES } from '@hilo/protocol'

/** What the form does with a field of a tool. */

export const NEW_FIELD: ToolField = {
  ...{ name: '', label: '', description: '', type: 'text', options: [], isRequired: true },
}

/** What it may be where it stands. */
export function typesAt({ depth, isPlain }: Place): ToolField['type'][] {
  return TOOL_FIELD_TYPES.filter((type) => type !== 'group' || (depth < TOOL_DEPTH_MAX && !isPlain))
}

/** Where a field stands: in so many groups, one of which may be a list, where there is no room for more. */
export type Place = { depth: number; isPlain: boolean }

/** As another type: without what only the one before can have. */
export function retyped(field: ToolField, type: ToolField['type']): ToolField {
  const { name, label, description, isRequired, isList, itemsMin, itemsMax } = field
  const list = isList ? { isList, itemsMin, itemsMax } : {}
  const fields = type === 'group' ? { fields: [NEW_FIELD] } : {}
  return { name, label, description, type, options: [], isRequired, ...list, ...fields }
}

/** As a list of what it was, or as one of it. */
export function listed(field: ToolField, isList: boolean): ToolField {
  const { isList: _, itemsMin: _min, itemsMax: _max, ...one } = field
  if (!isList) return one
  const { default: _usual, ...without } = one
  return { ...without, isList }
}

/** A default as the server wants it; undefined: there is none. */
export function defaultOf({ type }: ToolField, text: string): ToolField['default'] {
  if (text === '') return undefined
  if (type === 'boolean') return text === 'true'
  return type === 'integer' || type === 'number' ? Number(text) : text
}
