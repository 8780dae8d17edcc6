import { type Id, newId } from '@hilo/protocol'
import type pg from 'pg'
import type { Column, ForeignKey, Table } from './catalog.ts'

// One row a table and org, made from nothing but column types, check constraints and foreign keys.

export type Row = Record<string, unknown>

/** The row that an org has in each table. */
export type Rows = Map<string, Row>

/** Inserts one row a table for the org, foreign keys pointing at the org's own rows. */
export async function seedOrg(admin: pg.ClientBase, tables: readonly Table[], orgId: Id): Promise<Rows> {
  const rows: Rows = new Map()
  for (const table of inOrder(tables)) {
    const row = freshRow(table, { orgId, rows, choice: 'first' })
    const { text, values } = insertOf(table, row)
    await admin.query(text, values).catch((cause) => {
      throw new Error(`The generator cannot fill ${table.name}: ${cause.message}`, { cause })
    })
    rows.set(table.name, row)
  }
  // A nullable reference that closes a circle, or points at a table filled later, was left out so far.
  for (const table of tables) await pointAtOwnRows(admin, table, rows)
  return rows
}

/**
 * A row that is in no table yet, pointing at the org's rows. `choice` says which of the allowed values a
 * checked column gets: rows of a different choice can stand side by side where a partial unique index
 * covers one value.
 */
export function freshRow(
  table: Table,
  { orgId, rows, choice }: { orgId: Id; rows: Rows; choice: 'first' | 'last' },
): Row {
  const row: Row = {}
  for (const column of table.columns) row[column.name] = valueFor(column, `${orgId} ${table.name}`, choice)
  row.org_id = orgId
  for (const key of table.foreignKeys) Object.assign(row, reference(key, rows, orgId))
  return row
}

/** The columns of a foreign key as they point at the target's row; null where there is none yet. */
export function reference(key: ForeignKey, rows: Rows, orgId: Id): Row {
  const target = rows.get(key.target)
  const entries = key.columns.map((name, place) => [name, target?.[key.targetColumns[place] ?? ''] ?? null])
  return { ...Object.fromEntries(entries), org_id: orgId }
}

export function insertOf(table: Table, row: Row): { text: string; values: unknown[] } {
  const names = table.columns.map(({ name }) => name)
  const places = names.map((_, index) => `$${index + 1}`)
  return {
    text: `insert into ${quoted(table.name)} (${names.map(quoted).join(', ')}) values (${places.join(', ')})`,
    values: names.map((name) => row[name]),
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

async function pointAtOwnRows(admin: pg.ClientBase, table: Table, rows: Rows): Promise<void> {
  const row = rows.get(table.name) as Row
  for (const key of table.foreignKeys) {
    const missing = key.columns.filter((name) => row[name] === null)
    if (missing.length === 0) continue
    Object.assign(row, reference(key, rows, row.org_id as Id))
    const sets = missing.map((name, index) => `${quoted(name)} = $${index + 2}`)
    await admin.query(`update ${quoted(table.name)} set ${sets.join(', ')} where org_id = $1`, [
      row.org_id,
      ...missing.map((name) => row[name]),
    ])
  }
}

/** Every table after those it cannot do without. */
function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = []
  const left = new Set(tables)
  while (left.size > 0) {
    const ready = [...left].filter((table) =>
      needs(table).every((name) => ![...left].some((t) => t.name === name)),
    )
    if (ready.length === 0) throw new Error(`These tables need each other: ${[...left].map((t) => t.name)}.`)
    for (const table of ready) left.delete(table)
    ordered.push(...ready)
  }
  return ordered
}

function needs(table: Table): string[] {
  const required = new Set(table.columns.filter(({ isRequired }) => isRequired).map(({ name }) => name))
  const strict = table.foreignKeys.filter(({ columns }) => columns.every((name) => required.has(name)))
  return strict.map(({ target }) => target).filter((name) => name !== table.name)
}

let counter = 0

function valueFor({ name, type, allowed }: Column, owner: string, choice: 'first' | 'last'): unknown {
  if (allowed) return allowed.at(choice === 'first' ? 0 : -1)
  const number = ++counter
  const canary = `canary ${owner}.${name} ${number}`
  switch (type) {
    case 'uuid':
      return newId()
    case 'text':
      return canary
    case 'bytea':
      return Buffer.from(canary)
    case 'jsonb':
      return JSON.stringify({ canary })
    case 'smallint':
      return number % 30_000
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'real':
    case 'double precision':
      return number
    case 'boolean':
      return choice === 'first'
    // A second apart they would be one day, which two orgs may both have.
    case 'date':
      return new Date(Date.UTC(2025, 0, 1 + number))
    case 'timestamp with time zone':
      return new Date(Date.UTC(2025, 0, 1) + number * 1_000)
    default:
      if (type.endsWith('[]')) return []
      throw new Error(`The generator knows no value of the type ${type}: add one to seed.ts.`)
  }
}
