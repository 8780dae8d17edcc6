import type { Id } from '@hilo/protocol'
import type { ForeignKey, Table } from './catalog.ts'
import { sqlText } from './planes.ts'
import { freshRow, insertOf, quoted, type Row, type Rows, reference } from './seed.ts'

// What an org may try on another's rows. Every attack is built for a target: aimed at the attacker's own
// org it has to work, which proves that the statement is right, and aimed at another org it has to achieve
// nothing.

/** The attacker, and the org whose rows it is after; for the control both are the same. */
export type Aim = { self: Org; target: Org }
export type Org = { id: Id; rows: Rows }

export type Attack = {
  name: string
  statement(aim: Aim): { text: string; values?: unknown[] }
  /** How PostgreSQL may refuse it, beside finding no row. */
  refusals: string[]
  /** `works`: aimed at the own org it finds a row. `always_refused`: not even there. */
  control: 'works' | 'always_refused'
  writes: boolean
}

const DENIED = '42501'
const FOREIGN_KEY = '23503'

/** All attacks on a table, those on its foreign keys included. */
export function attacksOn(table: Table): Attack[] {
  return [
    ...reads(table),
    ...changes(table),
    ...inserts(table),
    ...table.foreignKeys.flatMap((key) => link(table, key)),
  ]
}

function reads(table: Table): Attack[] {
  const name = quoted(table.name)
  const read = (title: string, text: (target: string) => string): Attack => ({
    ...{ name: title, refusals: [], control: 'works', writes: false },
    statement: ({ target }) => ({ text: text(sqlText(target.id)) }),
  })
  return [
    read('select', (org) => `select * from ${name} where org_id = ${org}`),
    read('select around the index', (org) => `select * from ${name} where org_id::text = ${org}`),
    read('select for update', (org) => `select * from ${name} where org_id = ${org} for update`),
    read('count', (org) => `select count(*) from ${name} where org_id = ${org} having count(*) > 0`),
    read(
      'cte',
      (org) => `with x as materialized (select * from ${name}) select * from x where org_id = ${org}`,
    ),
    read('join', (org) => `select t.* from org o join ${name} t on t.org_id = o.id where o.id = ${org}`),
    read('exists', (org) => {
      return `select from org o where o.id = ${org} and exists (select from ${name} t where t.org_id = o.id)`
    }),
    read('copy', (org) => `copy (select * from ${name} where org_id = ${org}) to stdout`),
    {
      ...{ name: 'select by key', refusals: [], control: 'works', writes: false },
      statement: ({ target }) => byKey(table, rowOf(table, target)),
    },
    {
      ...read('select without row-level security', (org) => {
        return `set local row_security = off; select * from ${name} where org_id = ${org}`
      }),
      ...{ refusals: [DENIED], control: 'always_refused' },
    },
  ]
}

function byKey(table: Table, row: Row): { text: string; values: unknown[] } {
  const key = table.keys.find(({ isPrimary }) => isPrimary)?.columns.filter((name) => name !== 'org_id') ?? []
  const conditions = key.map((name, index) => `${quoted(name)} = $${index + 1}`)
  return {
    text: `select * from ${quoted(table.name)} where ${conditions.join(' and ')}`,
    values: key.map((name) => row[name]),
  }
}

function changes(table: Table): Attack[] {
  const name = quoted(table.name)
  const change = (title: string, text: (target: string, self: string) => string): Attack => ({
    ...{ name: title, refusals: [], control: 'works', writes: true },
    statement: ({ self, target }) => ({ text: text(sqlText(target.id), sqlText(self.id)) }),
  })
  return [
    change('update', (org) => `update ${name} set org_id = org_id where org_id = ${org}`),
    change(
      'update returning',
      (org) => `update ${name} set org_id = org_id where org_id = ${org} returning *`,
    ),
    change('take over', (org, self) => `update ${name} set org_id = ${self} where org_id = ${org}`),
    {
      ...change('give away', (org, self) => `update ${name} set org_id = ${org} where org_id = ${self}`),
      refusals: [DENIED],
    },
    change('merge', (org) => {
      return `merge into ${name} t using (select ${org}::uuid as id) o on t.org_id = o.id
              when matched then update set org_id = t.org_id`
    }),
    change('delete', (org) => `delete from ${name} where org_id = ${org}`),
    change('delete in a cte', (org) => {
      return `with gone as (delete from ${name} where org_id = ${org} returning *) select * from gone`
    }),
    { ...change('truncate', () => `truncate ${name}`), refusals: [DENIED], control: 'always_refused' },
  ]
}

function inserts(table: Table): Attack[] {
  const insert: Omit<Attack, 'name' | 'statement'> = { refusals: [DENIED], control: 'works', writes: true }
  return [
    {
      ...{ ...insert, name: 'insert' },
      statement: ({ target }) =>
        insertOf(table, freshRow(table, { orgId: target.id, rows: target.rows, choice: 'last' })),
    },
    {
      ...{ ...insert, name: 'upsert' },
      statement({ target }) {
        const { text, values } = insertOf(table, rowOf(table, target))
        const key = table.keys.find(({ isPrimary }) => isPrimary)?.columns ?? []
        const set = 'do update set org_id = excluded.org_id returning *'
        return { text: `${text} on conflict (${key.map(quoted).join(', ')}) ${set}`, values }
      },
    },
  ]
}

/** A row of the own org that refers to a row of the target. Foreign keys are checked past every policy. */
function link(table: Table, key: ForeignKey): Attack[] {
  if (key.target === 'org') return []
  return [
    {
      ...{ name: `insert with ${key.name}`, refusals: [FOREIGN_KEY, DENIED], control: 'works', writes: true },
      statement({ self, target }) {
        const row = freshRow(table, { orgId: self.id, rows: self.rows, choice: 'last' })
        return insertOf(table, { ...row, ...reference(key, target.rows, self.id) })
      },
    },
  ]
}

/**
 * A row of the attacker's own org under the keys of another org's row: it must go in as if the other did
 * not exist, or a duplicate would tell that it does.
 */
export function insertUnderTheKeysOf(
  table: Table,
  { self, target }: Aim,
): { text: string; values: unknown[] } {
  const row = freshRow(table, { orgId: self.id, rows: self.rows, choice: 'last' })
  const linked = new Set(table.foreignKeys.flatMap(({ columns }) => columns))
  // A value of a closed list belongs to nobody: with it the row would only meet the org's own.
  const closed = new Set(table.columns.flatMap(({ name, allowed }) => (allowed ? [name] : [])))
  const keys = table.keys.flatMap(({ columns }) => columns)
  const copied = keys.filter((name) => !linked.has(name) && !closed.has(name))
  const others = rowOf(table, target)
  for (const name of copied) if (name !== 'org_id') row[name] = others[name]
  return insertOf(table, row)
}

function rowOf(table: Table, org: Org): Row {
  const row = org.rows.get(table.name)
  if (!row) throw new Error(`The table ${table.name} has no row of this org.`)
  return row
}
