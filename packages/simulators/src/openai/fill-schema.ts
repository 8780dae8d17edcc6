import { DEMO_MARK } from '@hilo/protocol'
import type { Found } from './answer-from-passages.ts'

/**
 * A value of the shape that was asked for, made of what was found. Known by their names are `action`, `text`,
 * `citations` and what a citation has; everything else gets the plainest value that its type allows.
 */

type Schema = Record<string, unknown>

const EMPTY: Record<string, unknown> = { string: '', number: 0, integer: 0, boolean: false, null: null }
const PASSAGE_NAMES = new Set(['id', 'chunkId', 'chunk_id', 'passageId', 'passage_id', 'source'])

export function fillSchema(schema: Schema, found: readonly Found[]): unknown {
  return filled(schema, { name: '', found, cited: null })
}

type At = { name: string; found: readonly Found[]; cited: Found | null }

function filled(schema: Schema, at: At): unknown {
  const choices = schema.enum as unknown[] | undefined
  if (choices) return chosen(choices, at)
  if ('const' in schema) return schema.const
  const [either] = [schema.anyOf, schema.oneOf].filter(Array.isArray) as Schema[][]
  if (either?.[0]) return filled(either[0], at)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return objectOf(schema, at)
  if (type === 'array') return listOf(schema, at)
  if (type === 'string') return textOf(at)
  if (at.cited && (at.name === 'start' || at.name === 'end')) return at.cited[at.name]
  return EMPTY[String(type)] ?? null
}

/** Without a passage that answers, people have to. */
function chosen(choices: unknown[], { name, found }: At): unknown {
  const wanted = found.length > 0 ? 'answer' : 'handoff'
  return name === 'action' && choices.includes(wanted) ? wanted : choices[0]
}

function objectOf({ properties }: Schema, at: At): Record<string, unknown> {
  const entries = Object.entries((properties ?? {}) as Record<string, Schema>)
  return Object.fromEntries(entries.map(([name, schema]) => [name, filled(schema, { ...at, name })]))
}

function listOf({ items }: Schema, at: At): unknown[] {
  if (at.name !== 'citations' || !items) return []
  return at.found.map((cited) => filled(items as Schema, { ...at, name: 'id', cited }))
}

function textOf({ name, found, cited }: At): string {
  if (cited && PASSAGE_NAMES.has(name)) return cited.passageId
  if (cited && name === 'quote') return cited.quote
  if (name !== 'text') return ''
  return found.length === 0 ? '' : `${DEMO_MARK} ${found.map(({ text }) => text).join(' ')}`
}
