import { z } from 'zod'
import {
  TOOL_FIELD_TYPES,
  TOOL_FIELDS_MAX,
  TOOL_ITEMS_MAX,
  TOOL_TEXT_MAX,
  type ToolFieldType,
} from './tool-limits.ts'

/** What a model fills in of a tool: a subset of JSON Schema, as a form shows it. `tool-schema.ts` turns it. */

/** One thing that the model fills in. What is left out of an older one is not asked for. */
export type ToolField = {
  name: string
  /** What people read. */
  label: string
  /** What the model reads. */
  description: string
  type: ToolFieldType
  /** Of a choice. */
  options: string[]
  isRequired: boolean
  /** Several of that type. */
  isList?: boolean | undefined
  itemsMin?: number | undefined
  itemsMax?: number | undefined
  /** Of a number the least and the most; of a text how long it is. */
  min?: number | undefined
  max?: number | undefined
  /** Of all kinds of texts: what has to be in it somewhere, as a regular expression. */
  pattern?: string | undefined
  /** What is filled in where the model leaves it out. */
  default?: string | number | boolean | undefined
  /** Of a group: no deeper than two, and of a list of groups only plain ones. */
  fields?: ToolField[] | undefined
}

const PATTERNED: ReadonlySet<ToolFieldType> = new Set([
  'text',
  'date',
  'datetime',
  'email',
  'uuid',
  'url',
] as const)
const NUMBERS: ReadonlySet<ToolFieldType> = new Set(['integer', 'number'])

// A name without a dot: those with one are the server's.
const shape = {
  name: z
    .string()
    // Of a name that is empty one rule says so, and the other nothing.
    .regex(/^(?:[a-z][A-Za-z0-9_]{0,39})?$/, 'must begin small, and be of letters, digits and _')
    .min(1, 'a field has a name'),
  label: z.string().trim().min(1, 'a field has a label').max(100, 'a label has at most 100 characters'),
  description: z.string().trim().max(500),
  type: z.enum(TOOL_FIELD_TYPES),
  options: z.array(z.string().trim().min(1).max(100)).max(50),
  isRequired: z.boolean(),
  isList: z.boolean().optional(),
  itemsMin: z.number().int().min(0).max(TOOL_ITEMS_MAX).optional(),
  itemsMax: z.number().int().min(1).max(TOOL_ITEMS_MAX).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().min(1).max(500).refine(isPattern, 'must be a pattern that can be read').optional(),
  default: z.union([z.string().max(TOOL_TEXT_MAX), z.number(), z.boolean()]).optional(),
}
const Innermost = whole(
  z.strictObject({ ...shape, fields: z.never('may be nested two levels deep, and no deeper').optional() }),
)
const Inner = whole(z.strictObject({ ...shape, fields: z.array(Innermost).max(TOOL_FIELDS_MAX).optional() }))

/** Layered and not recursive: what is nested without end is refused before it is read to its end. */
export const ToolField: z.ZodType<ToolField, ToolField> = whole(
  z.strictObject({ ...shape, fields: z.array(Inner).max(TOOL_FIELDS_MAX).optional() }),
)

/** That what is said of a field belongs to its type. */
function whole<T extends z.ZodType<ToolField>>(schema: T) {
  const says = (isRight: (field: ToolField) => boolean) => (field: z.output<T>) => isRight(field)
  return schema
    .refine(
      says(({ type, options }) => (type === 'choice') === options.length > 0),
      at('options', 'a choice has options, no other'),
    )
    .refine(
      says(({ type, fields = [] }) => (type === 'group') === fields.length > 0),
      at('fields', 'a group has fields, no other'),
    )
    .refine(
      says(
        ({ isList, fields = [] }) => !isList || fields.every((one) => !one.isList && one.type !== 'group'),
      ),
      at('fields', 'a list of groups has plain fields: no lists and no groups'),
    )
    .refine(
      says(({ type, min, max }) => NUMBERS.has(type) || type === 'text' || (min ?? max) === undefined),
      at('min', 'only numbers and texts have a least and a most'),
    )
    .refine(
      says(({ type, min = 0, max = min }) => type !== 'text' || isLength(min, max)),
      at('max', `a text has a length from 0 to ${TOOL_TEXT_MAX}`),
    )
    .refine(
      says(({ min = -Infinity, max = Infinity }) => min <= max),
      at('min', 'the least is more than the most'),
    )
    .refine(
      says(({ type, pattern }) => pattern === undefined || PATTERNED.has(type)),
      at('pattern', 'only a text has a pattern'),
    )
    .refine(
      says(({ isList, itemsMin, itemsMax }) => isList === true || (itemsMin ?? itemsMax) === undefined),
      at('itemsMin', 'only a list has a number of items'),
    )
    .refine(
      says(({ itemsMin = 0, itemsMax = TOOL_ITEMS_MAX }) => itemsMin <= itemsMax),
      at('itemsMin', 'the fewest items are more than the most'),
    )
    .refine(
      says(({ type, isList, default: usual }) => usual === undefined || (!isList && type !== 'group')),
      at('default', 'a list and a group have no default'),
    )
}

/** At the part of a field that is to be mended. */
function at(part: keyof ToolField, message: string): { path: string[]; message: string } {
  return { path: [part], message }
}

function isLength(min: number, max: number): boolean {
  return [min, max].every((length) => Number.isInteger(length) && length >= 0 && length <= TOOL_TEXT_MAX)
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}
