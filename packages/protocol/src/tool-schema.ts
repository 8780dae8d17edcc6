/**
 * The fields of a tool as JSON Schema, as a model is told of them, and back. Only what a field can say is
 * read back: all else is named, with where it stands, and never dropped in silence.
 * https://json-schema.org/draft/2020-12/json-schema-validation
 */
import type { ToolField } from './tool-field.ts'
import { TOOL_DEPTH_MAX, type ToolFieldType } from './tool-limits.ts'

type Schema = Readonly<Record<string, unknown>>
/** What is wrong with a schema, in the words of both languages. */
export type SchemaIssue = { message: string; messageEs: string }
export type ReadSchema = { fields: ToolField[]; issues: SchemaIssue[] }

const FORMATS: Readonly<Partial<Record<ToolFieldType, string>>> = {
  date: 'date',
  datetime: 'date-time',
  email: 'email',
  uuid: 'uuid',
  url: 'uri',
}
const TYPES: Readonly<Partial<Record<ToolFieldType, string>>> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
}

/** What is told of an object with these fields; nothing but them may be in it. */
export function toolSchemaOf(fields: readonly ToolField[]): Record<string, unknown> {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, propertyOf(field)])),
    required: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    additionalProperties: false,
  }
}

function propertyOf(field: ToolField): Record<string, unknown> {
  const { label, description, isList, itemsMin, itemsMax } = field
  const words = { title: label, ...(description !== '' && { description }) }
  if (!isList) return { ...words, ...plainSchemaOf(field) }
  return {
    ...words,
    type: 'array',
    items: plainSchemaOf(field),
    ...given({ minItems: itemsMin, maxItems: itemsMax }),
  }
}

function plainSchemaOf(field: ToolField): Record<string, unknown> {
  const { type, options, min, max, pattern, default: usual, fields = [] } = field
  if (type === 'group') return toolSchemaOf(fields)
  const more = given({ default: usual })
  if (type === 'choice') return { type: 'string', enum: options, ...more }
  const number = TYPES[type]
  if (number) return { type: number, ...given({ minimum: min, maximum: max }), ...more }
  const limits = given({ minLength: min, maxLength: max, pattern, format: FORMATS[type] })
  return { type: 'string', ...limits, ...more }
}

function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** What a schema says in fields; without an issue all of it. */
export function fieldsOfToolSchema(schema: unknown): ReadSchema {
  const issues: SchemaIssue[] = []
  const fields = readObject(schema, { path: '', depth: 0, issues })
  return { fields, issues }
}

type At = { path: string; depth: number; issues: SchemaIssue[] }

const WORDS = ['title', 'description', '$comment']
const ROOT = ['$schema', '$id']
const OBJECT = ['type', 'properties', 'required', 'additionalProperties']
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ['type', 'enum', 'format', 'pattern', 'minLength', 'maxLength', 'default'],
  integer: ['type', 'minimum', 'maximum', 'default'],
  number: ['type', 'minimum', 'maximum', 'default'],
  boolean: ['type', 'default'],
  object: OBJECT,
  array: ['type', 'items', 'minItems', 'maxItems'],
}
const EVERY = [...Object.values(KEYWORDS).flat(), ...WORDS]

function readObject(schema: unknown, at: At): ToolField[] {
  if (!isSchema(schema) || schema.type !== 'object') return none(at, 'object')
  const { properties = {}, required = [], additionalProperties = false } = schema
  refuseOthers(schema, [...OBJECT, ...WORDS, ...(at.path === '' ? ROOT : [])], at)
  if (additionalProperties !== false) refuse('additionalProperties', at)
  if (!isSchema(properties)) return none(at, 'properties')
  const names = Array.isArray(required) ? required : []
  const unknown = names.find((name) => !Object.hasOwn(properties, String(name)))
  if (unknown !== undefined || !Array.isArray(required)) refuse('required', at)
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = at.path === '' ? name : `${at.path}.${name}`
    return readProperty(property, { name, isRequired: names.includes(name) }, { ...at, path })
  })
}

type Named = Pick<ToolField, 'name' | 'isRequired'>

function readProperty(property: unknown, { name, isRequired }: Named, at: At): ToolField[] {
  if (!isSchema(property)) return none(at, 'type')
  const { title, description } = property
  const words = {
    label: typeof title === 'string' && title.trim() !== '' ? title : labelOfName(name),
    description: typeof description === 'string' ? description : '',
  }
  const list = property.type === 'array' ? readList(property, at) : null
  const value = list ? property.items : property
  const inner = list ? { ...at, path: `${at.path}[]` } : at
  const read = readValue(value, inner)
  return read ? [{ name, ...words, options: [], isRequired, ...list, ...read }] : []
}

function readList(property: Schema, at: At): Partial<ToolField> {
  refuseOthers(property, [...(KEYWORDS.array ?? []), ...WORDS], at)
  return { isList: true, ...numbers(property, { minItems: 'itemsMin', maxItems: 'itemsMax' }, at) }
}

type Value = Pick<ToolField, 'type'> & Partial<ToolField>

/** Null: it is none; why is among the issues. */
function readValue(schema: unknown, at: At): Value | null {
  const type = isSchema(schema) ? String(schema.type) : ''
  const known = type === 'array' ? undefined : KEYWORDS[type]
  if (!isSchema(schema) || !known) {
    refuseType(schema, at)
    return null
  }
  if (type === 'object') return readGroup(schema, at)
  refuseOthers(schema, [...known, ...WORDS], at)
  const usual = schema.default
  const isPlain = usual === undefined || ['string', 'number', 'boolean'].includes(typeof usual)
  if (!isPlain) refuse('default', at)
  const more = isPlain && usual !== undefined ? { default: usual as string | number | boolean } : {}
  if (type !== 'string') return { type: type as ToolFieldType, ...limitsOf(schema, at), ...more }
  return { ...readText(schema, at), ...more }
}

function readGroup(schema: Schema, at: At): Value | null {
  if (at.depth === TOOL_DEPTH_MAX) {
    say(at, 'is nested too deep: at most two levels.', 'está anidado demasiado: dos niveles como máximo.')
    return null
  }
  return { type: 'group', fields: readObject(schema, { ...at, depth: at.depth + 1 }) }
}

function readText(schema: Schema, at: At): Value {
  const { enum: options, format } = schema
  if (options !== undefined) {
    const isTexts = Array.isArray(options) && options.every((one) => typeof one === 'string')
    if (!isTexts) refuse('enum', at)
    return { type: 'choice', options: isTexts ? options : [] }
  }
  if (format !== undefined) {
    const type = (Object.keys(FORMATS) as ToolFieldType[]).find((one) => FORMATS[one] === format)
    if (!type) refuse(`format: ${String(format)}`, at)
    for (const keyword of ['minLength', 'maxLength']) if (schema[keyword] !== undefined) refuse(keyword, at)
    return { type: type ?? 'text', ...patternOf(schema, at) }
  }
  return {
    type: 'text',
    ...numbers(schema, { minLength: 'min', maxLength: 'max' }, at),
    ...patternOf(schema, at),
  }
}

function patternOf({ pattern }: Schema, at: At): Partial<ToolField> {
  if (pattern !== undefined && typeof pattern !== 'string') refuse('pattern', at)
  return typeof pattern === 'string' ? { pattern } : {}
}

function limitsOf(schema: Schema, at: At): Partial<ToolField> {
  return schema.type === 'boolean' ? {} : numbers(schema, { minimum: 'min', maximum: 'max' }, at)
}

type Limit = 'min' | 'max' | 'itemsMin' | 'itemsMax'

function numbers(schema: Schema, names: Readonly<Record<string, Limit>>, at: At): Partial<ToolField> {
  const found = Object.entries(names).flatMap(([keyword, name]): [Limit, number][] => {
    const value = schema[keyword]
    if (value === undefined) return []
    if (typeof value !== 'number') refuse(keyword, at)
    return typeof value === 'number' ? [[name, value]] : []
  })
  return Object.fromEntries(found)
}

function refuseOthers(schema: Schema, known: readonly string[], at: At): void {
  for (const keyword of Object.keys(schema).filter((one) => !known.includes(one))) refuse(keyword, at)
}

/** Where what stands in place of a type, such as `oneOf`, is the reason, that is named. */
function refuseType(schema: unknown, at: At): void {
  const others = isSchema(schema) ? Object.keys(schema).filter((keyword) => !EVERY.includes(keyword)) : []
  for (const keyword of others) refuse(keyword, at)
  if (others.length > 0) return
  if (isSchema(schema) && schema.type === undefined) say(at, 'has no "type".', 'no tiene "type".')
  else refuse('type', at)
}

function none(at: At, keyword: string): [] {
  refuse(keyword === 'object' ? 'type' : keyword, at)
  return []
}

function refuse(keyword: string, at: At): void {
  say(
    at,
    `has ${JSON.stringify(keyword)} in a way that a tool cannot have.`,
    `tiene ${JSON.stringify(keyword)} de un modo que una herramienta no admite.`,
  )
}

function say({ path, issues }: At, message: string, messageEs: string): void {
  const [whole, wholeEs] = path === '' ? ['The schema', 'El esquema'] : [path, path]
  issues.push({ message: `${whole} ${message}`, messageEs: `${wholeEs} ${messageEs}` })
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A name in words: `orderNumber` is "Order number". */
export function labelOfName(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
