import { newId } from '@hilo/protocol'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { encode } from './codec.ts'
import { runPipeline, type Transaction } from './pipeline.ts'
import { type Step, statement } from './statement.ts'

const { db, urls, connect } = await testDatabase()
const admin = await connect()
// The test server waits for no disk; here a commit has to, so that the difference shows.
await admin.query(`do $$ begin
  execute format('alter role hilo_app in database %I set synchronous_commit = on', current_database());
end $$`)
const pool = new pg.Pool({ connectionString: urls.app, max: 1 })
afterAll(() => pool.end())

const ADD = statement('insert into contact (org_id, id, profile) values ($1, $2, $3)')
const COUNT = statement('select count(*)::int as count from contact where org_id = $1')
const FLUSHES = statement(`select current_setting('synchronous_commit') as flushes`)
const FAIL = statement('select 1 / 0')

const [ada, ben, eve] = [await anOrg(db), await anOrg(db), await anOrg(db)]
const add = (orgId: string, id = newId()): Step => ({ statement: ADD, values: [orgId, id, encode({})] })
const step = (text: string, values: unknown[] = []): Step => ({ statement: statement(text), values })
const fail: Step = { statement: FAIL, values: [] }

async function run(...transactions: Transaction[]) {
  const client = await pool.connect()
  try {
    return await runPipeline(client, transactions)
  } finally {
    client.release()
  }
}

async function countOf(orgId: string): Promise<unknown> {
  const [result] = await db.flight(orgId, [{ statement: COUNT, values: [orgId] }])
  return result?.rows[0]?.count
}

test('only the last transaction waits for the disk', async () => {
  const flushes: Step = { statement: FLUSHES, values: [] }

  const { results } = await run(
    { orgId: ada, steps: [flushes] },
    { orgId: ben, steps: [flushes] },
    { orgId: eve, steps: [flushes] },
  )

  expect(results.map(([result]) => result?.rows[0]?.flushes)).toEqual(['off', 'off', 'on'])
})

test('what was committed before an error stays, is on the disk, and nothing behind it is begun', async () => {
  const position = async () => (await admin.query('select pg_current_wal_flush_lsn() as at')).rows[0].at
  const before = await position()

  const { results, error } = await run(
    { orgId: ada, steps: [add(ada)] },
    { orgId: ben, steps: [add(ben), fail] },
    { orgId: eve, steps: [add(eve)] },
  )

  expect(results).toEqual([[{ rows: [] }]])
  expect(error).toMatchObject({ code: '22012' })
  expect([await countOf(ada), await countOf(ben), await countOf(eve)]).toEqual([1, 0, 0])
  const { rows } = await admin.query('select $1::pg_lsn < $2::pg_lsn as moved', [before, await position()])
  expect(rows).toEqual([{ moved: true }])
})

test('a last transaction that changes nothing still brings those before it to the disk', async () => {
  const position = step('select pg_current_wal_insert_lsn()::text as at')

  const { results } = await run(
    { orgId: ada, steps: [add(ada)] },
    { orgId: ben, steps: [position] },
    { orgId: eve, steps: [{ statement: COUNT, values: [eve] }] },
  )

  const written = results[1]?.[0]?.rows[0]?.at
  const { rows } = await admin.query('select pg_current_wal_flush_lsn() >= $1::pg_lsn as safe', [written])
  expect(rows).toEqual([{ safe: true }])
})

test('each transaction sees its own org, and the connection none afterwards', async () => {
  const who = step(`select current_setting('app.org_id') as org`)

  const { results } = await run({ orgId: ada, steps: [who] }, { orgId: ben, steps: [who, who] })

  expect(results.map((all) => all.map(({ rows }) => rows[0]?.org))).toEqual([[ada], [ben, ben]])
  const { rows } = await pool.query(`select current_setting('app.org_id', true) as org`)
  expect(rows).toEqual([{ org: '' }])
})

test('a statement that failed when it was first prepared can be used again', async () => {
  const divide = (by: number) => step('select 10 / $1::int as tenth', [by])
  const wrong = step('select nothing from nowhere')
  const insert = (id: string) => step('insert into contact values ($1, $2, $3)', [ada, id, encode({})])
  const id = newId()

  expect((await run({ orgId: ada, steps: [divide(0)] })).error).toMatchObject({ code: '22012' })
  expect((await run({ orgId: ada, steps: [wrong] })).error).toMatchObject({ code: '42P01' })
  expect((await run({ orgId: ada, steps: [insert(id), insert(id)] })).error).toMatchObject({ code: '23505' })

  const { results, error } = await run({ orgId: ada, steps: [divide(5), insert(id)] })
  expect(error).toBe(null)
  expect(results[0]?.[0]?.rows).toEqual([{ tenth: 2 }])
})

const HOSTILE = ['plain', 'with "quotes"', 'and \\ bars', '{braces, commas}', '', 'null', 'línea\nañadida 😀']

test.each([
  ['text', 'text', 'a {"quoted"} \\ text'],
  ['nothing', 'text', null],
  ['a number', 'float8', -1.5e-7],
  ['a truth', 'bool', false],
  ['an instant', 'timestamptz', new Date('2026-02-28T23:59:59.123Z')],
  ['bytes', 'bytea', Buffer.from([0, 1, 92, 255])],
  ['texts', 'text[]', HOSTILE],
  ['numbers', 'int[]', [1, -2, null]],
  ['lists of bytes', 'bytea[]', [Buffer.from([0, 92, 34]), null, Buffer.alloc(0)]],
  ['instants', 'timestamptz[]', [new Date('2026-01-01T00:00:00.001Z')]],
  ['an empty list', 'uuid[]', []],
])('carries %s there and back', async (_what, type, value) => {
  const { results } = await run({ orgId: ada, steps: [step(`select $1::${type} as value`, [value])] })

  expect(results[0]?.[0]?.rows).toEqual([{ value }])
})
