import type pg from 'pg'
import { GLOBAL_TABLES, INGRESS_TABLES, sqlArray } from './planes.ts'

// What the generator knows of the schema: read from PostgreSQL's catalog, so a new table is covered when it
// exists.

export type Table = {
  name: string
  columns: Column[]
  /** The primary key and every unique index. */
  keys: Key[]
  foreignKeys: ForeignKey[]
}

export type Column = {
  name: string
  type: string
  isRequired: boolean
  /** The values that a check constraint allows; null when it allows any. */
  allowed: string[] | null
}

export type Key = {
  name: string
  isPrimary: boolean
  isConstraint: boolean
  columns: string[]
  definition: string
}

export type ForeignKey = { name: string; columns: string[]; target: string; targetColumns: string[] }

const TABLES = `
  select c.oid, c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> all (${sqlArray([...GLOBAL_TABLES, ...INGRESS_TABLES])})
  order by c.relname`

const COLUMNS = `
  select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as "isRequired",
         (select pg_get_constraintdef(k.oid) from pg_constraint k
          where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as "check"
  from pg_attribute a
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  order by a.attnum`

const KEYS = `
  select i.relname as name, x.indisprimary as "isPrimary", k.oid is not null as "isConstraint",
         pg_get_indexdef(x.indexrelid) as definition,
         array(select a.attname::text from unnest(x.indkey) with ordinality u (attnum, place)
               join pg_attribute a on a.attrelid = x.indrelid and a.attnum = u.attnum
               order by place) as columns
  from pg_index x join pg_class i on i.oid = x.indexrelid
  left join pg_constraint k on k.conindid = x.indexrelid and k.contype in ('p', 'u')
  where x.indrelid = $1 and x.indisunique order by i.relname`

const FOREIGN_KEYS = `
  select k.conname as name, t.relname as target,
         array(select a.attname::text from unnest(k.conkey) with ordinality u (attnum, place)
               join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum
               order by place) as columns,
         array(select a.attname::text from unnest(k.confkey) with ordinality u (attnum, place)
               join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum
               order by place) as "targetColumns"
  from pg_constraint k join pg_class t on t.oid = k.confrelid
  where k.conrelid = $1 and k.contype = 'f' order by k.conname`

/** Reads every table of the org plane. */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ oid: number; name: string }>(TABLES)
  const tables: Table[] = []
  for (const { oid, name } of rows) {
    const columns = await client.query<Omit<Column, 'allowed'> & { check: string | null }>(COLUMNS, [oid])
    const keys = await client.query<Key>(KEYS, [oid])
    const foreignKeys = await client.query<ForeignKey>(FOREIGN_KEYS, [oid])
    tables.push({
      name,
      columns: columns.rows.map(({ check, ...column }) => ({ ...column, allowed: allowedBy(check) })),
      keys: keys.rows,
      foreignKeys: foreignKeys.rows,
    })
  }
  return tables
}

/** The literals of `x = any (array['a'::text, ...])`, which is how PostgreSQL prints `x in ('a', ...)`. */
function allowedBy(check: string | null): string[] | null {
  const literals = check?.match(/= (?:ANY \()?(?:\(?ARRAY\[)?'.*'/)?.[0].match(/'[^']*'/g)
  return literals?.map((literal) => literal.slice(1, -1)) ?? null
}
