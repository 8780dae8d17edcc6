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

    await expect(single.flight(ada, [{ statement: FAIL, values: [] }])).rejects.toThrow('division by zero')
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
    errors.length = 0
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
    const steps = [addTo(ada), addTo(ada)].toSpliced(place, 0, { statement: FAIL, values: [] })

    await expect(single.flight(ada, steps)).rejects.toThrow('division by zero')

    expect(await countOf(ada)).toBe(before)
    expect(single.stats.commits).toBe(commits)
  })

  test('of a flight returns the results in order, one a statement', async () => {
    const results = await single.flight(ben, [addTo(ben), { statement: SEEN, values: [] }])

    expect(results.map(({ command }) => command)).toEqual(['INSERT', 'SELECT'])
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

test('workers that share connections never see the rows of another org', async () => {
  const orgs = await Promise.all([anOrg(db), anOrg(db), anOrg(db), anOrg(db)])
  for (const orgId of orgs) await db.flight(orgId, [addTo(orgId), addTo(orgId)])
  const until = performance.now() + DURATION_MS
  const tally = { rows: 0, mismatches: 0, transactions: 0 }
  const check = (orgId: string, rows: { org_id: string; profile: Buffer }[]) => {
    tally.transactions++
    tally.rows += rows.length
    // The row says in its content too whose it is.
    const isForeign = (row: (typeof rows)[number]) =>
      row.org_id !== orgId || decode<{ name: string }>(row.profile).name !== orgId
    tally.mismatches += rows.filter(isForeign).length + (rows.length < 2 ? 1 : 0)
  }

  await Promise.all(Array.from({ length: WORKERS }, (_, worker) => alternate(worker)))

  console.log(
    `isolation: ${tally.rows} rows in ${tally.transactions} transactions, ${tally.mismatches} mismatches`,
  )
  expect(tally.mismatches).toBe(0)
  expect(tally.transactions).toBeGreaterThan(500)
  expect(errors).toEqual([])

  async function alternate(worker: number): Promise<void> {
    const read = statement('select org_id, profile from contact order by id desc limit 50')
    for (let turn = worker; performance.now() < until; turn++) {
      const orgId = orgs[turn % orgs.length] as string
      if (turn % 5 === 0) await db.withOrg(orgId, (tx) => tx.query(FAIL)).catch(() => undefined)
      if (turn % 7 === 0)
        await db.flight(orgId, [addTo(orgId), { statement: FAIL, values: [] }]).catch(() => undefined)
      if (turn % 2 === 0) {
        const { rows } = await db.withOrg(orgId, (tx) => tx.query<{ org_id: string; profile: Buffer }>(read))
        check(orgId, rows)
      } else {
        const [result] = await db.flight(orgId, [{ statement: read, values: [] }, addTo(orgId)])
        check(orgId, result?.rows as { org_id: string; profile: Buffer }[])
      }
    }
  }
})
