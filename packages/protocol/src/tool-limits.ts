/** What the fields of a tool may be, for those who check them and for those who show a form of them. */

/** A `group` has fields of its own. */
export const TOOL_FIELD_TYPES = [
  ...(['text', 'integer', 'number', 'boolean', 'choice', 'date', 'datetime', 'email'] as const),
  ...(['uuid', 'url', 'group'] as const),
] as const

export type ToolFieldType = (typeof TOOL_FIELD_TYPES)[number]

/** A list without a limit of its own has at most so many. */
export const TOOL_ITEMS_MAX = 50
export const TOOL_TEXT_MAX = 1_000
/** Of one level. */
export const TOOL_FIELDS_MAX = 20
/** How deep groups may be in one another. */
export const TOOL_DEPTH_MAX = 2
