import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { attackTable, type Leak } from '../testing/isolation/attempt.ts'
import { type Context, contextsOf } from '../testing/isolation/contexts.ts'
import { findingsOf, RULES } from '../testing/isolation/findings.ts'
import { twoOrgs } from '../testing/isolation/ground.ts'
import { APP_ROLE, GLOBAL_TABLES, INGRESS_TABLES } from '../testing/isolation/planes.ts'
import { quoted } from '../testing/isolation/seed.ts'
import { statement } from './statement.ts'

// Generated from PostgreSQL's catalog: a table that a later migration adds is covered by every test of this
// file.

const { db, connect } = await testDatabase()
const admin = await connect()
const { tables, orgs } = await twoOrgs(db, admin)
const [self, other] = orgs

test('the schema breaks no rule of isolation', async () => {
  expect(await findingsOf(admin)).toEqual([])
  console.log(`isolation: ${tables.length} org-owned tables keep ${RULES.length} rules`)
})

test('every table of the database is in exactly one plane', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )

  const planned = [...GLOBAL_TABLES, ...INGRESS_TABLES, ...tables.map(({ name }) => name)].sort()
  expect(rows.map(({ name }) => name).sort()).toEqual(planned)
})

describe('an org reaches no row of another', () => {
  let total = 0

  test.each(contextsOf(self.id, { other: other.id, stranger: newId() }))(
    'context: $name',
    async (context) => {
      const { attempts, leaks } = await attackAll(context)

      expect(leaks).toEqual([])
      expect(attempts).toBeGreaterThan(tables.length * 20)
      total += attempts
    },
    // Each new table adds some hundred attempts.
    60_000,
  )

  test('the count', () => console.log(`isolation: ${total} attempts on ${tables.length} tables, 0 leaks`))
})

async function attackAll(context: Context): Promise<{ attempts: number; leaks: Leak[] }> {
  // A connection of its own: what one context leaves behind must not be what the next one begins with.
  const client = await connect()
  for (const sql of context.before) await client.query(sql).catch(() => undefined)
  await client.query('begin')
  const reports = []
  for (const table of tables) {
    reports.push(await attackTable({ admin: client, tables, orgs, context }, table))
  }
  await client.query('rollback')
  return {
    attempts: reports.reduce((sum, { attempts }) => sum + attempts, 0),
    leaks: reports.flatMap(({ leaks }) => leaks),
  }
}

describe('the roles that the server really logs in as', () => {
  test.each(tables)('$name: what forgets to name the org meets only its own rows', async ({ name }) => {
    const table = quoted(name)
    const [seen, touched] = await db.withOrg(self.id, async (tx) => [
      await tx.query<{ org_id: string }>(statement(`select org_id from ${table}`)),
      await tx.query<{ org_id: string }>(statement(`update ${table} set org_id = org_id returning org_id`)),
    ])

    expect([...seen.rows, ...touched.rows]).toEqual([{ org_id: self.id }, { org_id: self.id }])
  })

  test('ingress reads no table but its own', async () => {
    const client = await connect('ingress')
    const codes = []
    for (const name of [...GLOBAL_TABLES, ...tables.map((table) => table.name)]) {
      codes.push(await codeOf(client.query(`select from ${quoted(name)}`)))
    }

    expect(new Set(codes)).toEqual(new Set(['42501']))
    expect(await codeOf(client.query('select from webhook_event'))).toBeNull()
  })

  test('the app reads no raw event and becomes nobody else', async () => {
    const client = await connect('app')

    expect(await codeOf(client.query('select from webhook_event'))).toBe('42501')
    expect(await codeOf(client.query('select from webhook_pending'))).toBe('42501')
    expect(await codeOf(client.query('set role hilo_migrator'))).toBe('42501')
    expect(await codeOf(client.query('alter table message disable row level security'))).toBe('42501')
    expect(await codeOf(client.query('create table mine (id int)'))).toBe('42501')
    expect(await codeOf(client.query('alter role hilo_app bypassrls'))).toBe('42501')
    expect((await client.query('select current_user as role')).rows).toEqual([{ role: APP_ROLE }])
  })
})

describe('due', () => {
  test('gives the app ids of every org, and nothing else', async () => {
    const { rows } = await db.global.query<{ kind: string; org_id: string; id: string }>(
      statement(`select * from due('{}', 100)`),
    )

    expect(new Set(rows.map(({ org_id }) => org_id))).toEqual(new Set([self.id, other.id]))
    for (const { kind, org_id, id, ...rest } of rows) {
      const owner = org_id === self.id ? self : other
      expect(owner.rows.get(kind)?.id).toBe(id)
      expect(rest).toEqual({})
    }
  })

  test('is refused to everyone but the app', async () => {
    const { rows } = await admin.query(
      `select role, has_function_privilege(role, 'due(uuid[], int)', 'execute') as may
       from unnest(array['public', 'hilo_ingress', 'hilo_app']) role order by role`,
    )

    expect(rows).toEqual([
      { role: 'hilo_app', may: true },
      { role: 'hilo_ingress', may: false },
      { role: 'public', may: false },
    ])
  })
})

async function codeOf(attempt: Promise<unknown>): Promise<string | null> {
  try {
    await attempt
    return null
  } catch (error) {
    return String((error as { code?: string }).code ?? error)
  }
}
