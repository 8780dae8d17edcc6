/** What of a schema of zod is read here: https://zod.dev/packages/core#schemas */
type Schema = { readonly def: Def }
type Def = {
  readonly type: string
  readonly shape?: Readonly<Record<string, Schema>>
  readonly element?: Schema
  readonly innerType?: Schema
  readonly in?: Schema
  readonly valueType?: Schema
  readonly options?: readonly Schema[]
  readonly items?: readonly Schema[]
  readonly left?: Schema
  readonly right?: Schema
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly getter?: () => Schema
}

/** Tells the name of a schema that has one. */
type NameOf = (schema: unknown) => string | undefined

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && 'def' in value && 'safeParse' in value
}

const SAME = new Set(['optional', 'default', 'prefault', 'readonly', 'nonoptional', 'catch'])
const MAY_LACK = new Set(['optional', 'default', 'prefault'])

/** What a schema lets through as a type of TypeScript, those with a name by that. */
export function typeText(schema: unknown, nameOf: NameOf): string {
  return nameOf(schema) ?? shapeText(schema, nameOf)
}

/** The same, of a schema that has a name itself. */
export function shapeText(schema: unknown, nameOf: NameOf): string {
  if (!isSchema(schema)) return 'unknown'
  const { def } = schema
  const { type, innerType, element, options = [], items = [] } = def
  const text = (one: unknown) => typeText(one, nameOf)
  if (SAME.has(type)) return text(innerType)
  if (type === 'pipe') return text(def.in)
  if (type === 'lazy') return text(def.getter?.())
  if (type === 'nullable') return `${text(innerType)} | null`
  if (type === 'array') return `Array<${text(element)}>`
  if (type === 'record') return `Record<string, ${text(def.valueType)}>`
  if (type === 'union') return options.map(text).join(' | ')
  if (type === 'intersection') return `${text(def.left)} & ${text(def.right)}`
  if (type === 'tuple') return `[${items.map(text).join(', ')}]`
  if (type === 'enum')
    return Object.values(def.entries ?? {})
      .map(quoted)
      .join(' | ')
  if (type === 'literal') return (def.values ?? []).map(quoted).join(' | ')
  if (type === 'object') return objectText(def.shape ?? {}, nameOf)
  return ['string', 'number', 'boolean', 'null'].includes(type) ? type : 'unknown'
}

function objectText(shape: Readonly<Record<string, Schema>>, nameOf: NameOf): string {
  const fields = Object.entries(shape).map(([name, field]) => {
    const key = /^\w+$/.test(name) ? name : quoted(name)
    return `${key}${MAY_LACK.has(field.def.type) ? '?' : ''}: ${typeText(field, nameOf)}`
  })
  return fields.length === 0 ? 'Record<string, never>' : `{ ${fields.join('; ')} }`
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value)
}
