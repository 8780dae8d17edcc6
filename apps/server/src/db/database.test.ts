import { newId } from '@hilo/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { decode, encode } from './codec.ts'
import { openDatabase } from './database.ts'
import { statement } from './statement.ts'

const { db, urls, connect, errors } = await testDatabase({ connectionsMax: 4 })
// With one connection, whatever a transaction leaves behind is what the next one finds.
const single = openDatabase(urls, (error) => errors.push(error), 1)
afterAll(() => single.end())

const [ada, ben] = [await anOrg(db), await anOrg(db)]
const ADD = statement('insert into contact (org_id, id, profile) values ($1, $2, $3)')
const SEEN = statement('select org_id from contact')
const CONTEXT = statement(`select current_setting('app.org_id', true) as context`)
const FAIL = statement('select 1 / 0')
const failing = { statement: FAIL, values: [] }

const addTo = (orgId: string) => ({ statement: ADD, values: [orgId, newId(), encode({ name: orgId })] })
const countOf = async (orgId: string) => (await db.withOrg(orgId, (tx) => tx.query(SEEN))).rowCount
const isIdle = async () => {
  const { rows } = await single.global.query<{ context: string | null }>(CONTEXT)
  return !rows[0]?.context && (await single.global.query(SEEN)).rowCount === 0
}

await db.flight(ada, [addTo(ada)])
await db.flight(ben, [addTo(ben)])

describe('the context of an org', () => {
  test.each([
    ['nothing', ''],
    ['a word', 'everyone'],
    ['upper case', newId().toUpperCase()],
    ['more after it', `${newId()}'; set app.org_id = '`],
    ['a line break', `${newId()}\n`],
    ['no text at all', undefined],
    ['a list', [newId()]],
  ])('is refused when the id is %s', async (_what, orgId) => {
    await expect(single.withOrg(orgId as string, async () => 'reached')).rejects.toThrow('must be a uuid')
    await expect(single.flight(orgId as string, [{ statement: SEEN, values: [] }])).rejects.toThrow(
      'must be a uuid',
    )
  })

  test('shows the rows of that org and no others', async () => {
    const [seen] = await db.flight(ada, [{ statement: SEEN, values: [] }])

    expect(new Set(seen?.rows.map((row) => row.org_id))).toEqual(new Set([ada]))
    expect((await db.withOrg(ben, (tx) => tx.query(SEEN))).rows).toEqual([{ org_id: ben }])
  })

  test('ends with a commit', async () => {
    await single.withOrg(ada, (tx) => tx.query(SEEN))
    expect(await isIdle()).toBe(true)

    await single.flight(ada, [{ statement: SEEN, values: [] }])
    expect(await isIdle()).toBe(true)
  })

  test('ends with an error in the work, which is rolled back', async () => {
    const before = await countOf(ada)
    const work = single.withOrg(ada, async (tx) => {
      const { statement: add, values } = addTo(ada)
      await tx.query(add, values)
      throw new Error('changed my mind')
    })

    await expect(work).rejects.toThrow('changed my mind')
    expect(await isIdle()).toBe(true)
    expect(await countOf(ada)).toBe(before)
  })

  test('ends with an error in a statement', async () => {
    await expect(single.withOrg(ada, (tx) => tx.query(FAIL))).rejects.toThrow('division by zero')
    expect(await isIdle()).toBe(true)

    await expect(single.flight(ada, [failing])).rejects.toThrow('division by zero')
    expect(await isIdle()).toBe(true)
  })

  test('ends with the connection, which is replaced', async () => {
    const backend = statement('select pg_backend_pid() as pid')
    const admin = await connect()
    const cut = single.withOrg(ada, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>(backend)
      await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await tx.query(SEEN)
    })

    await expect(cut).rejects.toThrow()
    expect(await isIdle()).toBe(true)
    expect(single.stats.losses).toBe(1)
  })
})

describe('a commit', () => {
  test('that became a rollback is an error, even when the work swallowed its cause', async () => {
    const before = await countOf(ada)
    const work = single.withOrg(ada, async (tx) => {
      const { statement: add, values } = addTo(ada)
      await tx.query(add, values)
      await tx.query(FAIL).catch(() => undefined)
      return 'done'
    })

    await expect(work).rejects.toThrow('rolled back')
    expect(await countOf(ada)).toBe(before)
  })

  test.each([0, 1, 2])('of a flight that fails at statement %i commits none of the others', async (place) => {
    const before = await countOf(ada)
    const commits = single.stats.commits
    const steps = [addTo(ada), addTo(ada)].toSpliced(place, 0, failing)

    await expect(single.flight(ada, steps)).rejects.toThrow('division by zero')

    expect(await countOf(ada)).toBe(before)
    expect(single.stats.commits).toBe(commits)
  })

  test('of a flight with a value that cannot be sent commits none of the others', async () => {
    const before = await countOf(ada)
    const ring: { ring?: unknown } = {}
    ring.ring = ring
    const bad = { statement: ADD, values: [ada, newId(), ring] }

    await expect(single.flight(ada, [addTo(ada), bad, addTo(ada)])).rejects.toThrow('A value of a statement')
    await expect(single.withOrg(ada, (tx) => tx.query(bad.statement, bad.values))).rejects.toThrow('A value')

    expect(await countOf(ada)).toBe(before)
    await single.flight(ben, [addTo(ben)])
  })

  test('of a flight returns the results in order, one a statement', async () => {
    const results = await single.flight(ben, [addTo(ben), { statement: SEEN, values: [] }])

    expect(results.map(({ rows }) => new Set(rows.map((row) => row.org_id)))).toEqual([
      new Set(),
      new Set([ben]),
    ])
  })

  test('is counted', async () => {
    const before = single.stats.commits
    await single.flight(ben, [addTo(ben)])
    await single.withOrg(ben, (tx) => tx.query(SEEN))

    expect(single.stats.commits).toBe(before + 2)
  })
})

const WORKERS = 20
const DURATION_MS = 3_000

type Seen = { org_id: string; profile: Buffer }
const READ = statement('select org_id, profile from contact order by id desc limit 50')
const reading = { statement: READ, values: [] }

/** The ways to an org's rows, those that end badly included: what they leave behind must not show. */
const WAYS: ((orgId: string) => Promise<Seen[] | null>)[] = [
  async (orgId) => (await db.withOrg(orgId, (tx) => tx.query<Seen>(READ))).rows,
  async (orgId) => (await db.flight(orgId, [reading, addTo(orgId)]))[0]?.rows as Seen[],
  async (orgId) =>
    (await db.sharedFlight(orgId, { key: newId(), steps: [reading, addTo(orgId)] }))[0]?.rows as Seen[],
  async (orgId) => db.withOrg(orgId, (tx) => tx.query(FAIL)).catch(() => null) as Promise<null>,
  async (orgId) => db.flight(orgId, [addTo(orgId), failing, addTo(orgId)]).catch(() => null) as Promise<null>,
]

test('workers that share connections never see the rows of another org', async () => {
  const orgs = await Promise.all([anOrg(db), anOrg(db), anOrg(db), anOrg(db)])
  for (const orgId of orgs) await db.flight(orgId, [addTo(orgId)])
  const tally = { rows: 0, mismatches: 0, transactions: 0 }
  errors.length = 0
  const until = performance.now() + DURATION_MS

  await Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      for (let turn = worker; performance.now() < until; turn++) {
        const orgId = orgs[turn % orgs.length] as string
        const rows = await WAYS[turn % WAYS.length]?.(orgId)
        tally.transactions++
        if (!rows) continue
        tally.rows += rows.length
        tally.mismatches += rows.length === 0 ? 1 : rows.filter((row) => !isOf(orgId, row)).length
      }
    }),
  )

  const { rows, transactions, mismatches } = tally
  console.log(`isolation: ${rows} rows in ${transactions} transactions, ${mismatches} mismatches`)
  expect(mismatches).toBe(0)
  expect(transactions).toBeGreaterThan(500)
  expect(errors).toEqual([])
})

/** The row says in its content too whose it is. */
function isOf(orgId: string, { org_id, profile }: Seen): boolean {
  return org_id === orgId && decode<{ name: string }>(profile).name === orgId
}
