import { createHash } from 'node:crypto'
import type pg from 'pg'

/** A named prepared statement: parsed and planned once per connection. */
export type Statement = { readonly name: string; readonly text: string }

/** A statement with its values. */
export type Step = { statement: Statement; values: readonly unknown[] }

/** What a step returned. */
export type Rows = { rows: pg.QueryResultRow[] }

/** Makes a statement of a text; the name follows from the text, so the same text is prepared once. */
export function statement(text: string): Statement {
  const name = createHash('sha1').update(text).digest('hex').slice(0, 16)
  return { name, text }
}
