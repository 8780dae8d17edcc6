import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { encode } from './codec.ts'
import { type Step, statement } from './statement.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const ADD = statement('insert into contact (org_id, id, profile) values ($1, $2, $3) returning id')
const WHERE = statement(`select current_setting('app.org_id') as org, txid_current()::text as transaction`)
const TOUCH = statement('update contact set updated_at = now() where org_id = $1 and id = $2')
const LOCK = statement(
  'select 1 from contact where org_id = $1 and id = any ($2::uuid[]) order by id for update',
)
/** The rows that this transaction has locked: their `xmax` names it. */
const LOCKED = statement(
  'select id from contact where org_id = $1 and xmax::text = txid_current()::text order by id',
)
const WAIT = statement('select pg_sleep(20)')
const FAIL = statement('select 1 / 0')
const KEY = 'a key'

const add = (orgId: Id, id: Id): Step => ({ statement: ADD, values: [orgId, id, encode({})] })
const where: Step = { statement: WHERE, values: [] }
const fail: Step = { statement: FAIL, values: [] }
/** A key that brings the flights of every org into one lane. */
const sameLane = (orgId: Id) => (orgId.charCodeAt(orgId.length - 1) % 2 === 0 ? 'b' : 'a')

test('flights that are asked for at once share transactions, and each gets its own results', async () => {
  const orgId = await anOrg(db)
  const ids = Array.from({ length: 25 }, newId)
  const before = db.stats.commits

  const results = await Promise.all(
    ids.map((id) => db.sharedFlight(orgId, { key: KEY, steps: [add(orgId, id), where] })),
  )

  expect(results.map(([added]) => added?.rows)).toEqual(ids.map((id) => [{ id }]))
  expect(results.every((all) => all.length === 2)).toBe(true)
  // The first alone, without waiting; then all that came meanwhile.
  expect(db.stats.commits - before).toBe(2)
  expect(await contactsOf(orgId)).toEqual(ids)
})

test('orgs never share a transaction', async () => {
  const orgs = await Promise.all(Array.from({ length: 4 }, () => anOrg(db)))
  const asked = Array.from({ length: 200 }, (_, turn) => orgs[turn % orgs.length] as Id)

  const found = await Promise.all(asked.map((orgId) => db.sharedFlight(orgId, { key: KEY, steps: [where] })))

  const seen = found.map(([result]) => result?.rows[0] as { org: Id; transaction: string })
  expect(seen.map(({ org }) => org)).toEqual(asked)
  const orgsOf = Map.groupBy(seen, ({ transaction }) => transaction)
  for (const rows of orgsOf.values()) expect(new Set(rows.map(({ org }) => org)).size).toBe(1)
  expect(orgsOf.size).toBeLessThan(asked.length)
})

test('an org that asks for little waits for a little of what another one asks for', async () => {
  const [busy, quiet] = [await anOrg(db), await anOrg(db)]
  const done: string[] = []
  const ask = (orgId: Id, name: string) =>
    db.sharedFlight(orgId, { key: sameLane(orgId), steps: [where] }).then(() => done.push(name))
  const flood = Array.from({ length: 1_000 }, (_, turn) => ask(busy, `busy ${turn}`))

  await ask(quiet, 'quiet')

  expect(done.length).toBeLessThan(60)
  await Promise.all(flood)
  expect(done.filter((name) => name !== 'quiet')).toEqual(flood.map((_, turn) => `busy ${turn}`))
})

test('a flight that is refused takes none of its neighbours with it, and none is done twice', async () => {
  const orgId = await anOrg(db)
  const ids = Array.from({ length: 8 }, newId)
  const taken = ids[2] as Id
  const steps = ids.map((id) => [add(orgId, id)])
  // Twice the same row: the second is a duplicate.
  steps[5] = [add(orgId, newId()), add(orgId, taken)]

  const settled = await Promise.allSettled(
    steps.map((flight) => db.sharedFlight(orgId, { key: KEY, steps: flight })),
  )

  expect(settled.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).toEqual([5])
  expect(await contactsOf(orgId)).toEqual(ids.toSpliced(5, 1))
})

test('an org whose flight is refused takes no other org with it', async () => {
  const orgs = await Promise.all([anOrg(db), anOrg(db), anOrg(db), anOrg(db)])
  const ids = orgs.map(() => newId())
  const steps = orgs.map((orgId, place) => [add(orgId, ids[place] as Id)])
  steps[2] = [fail]

  const settled = await Promise.allSettled(
    orgs.map((orgId, place) => db.sharedFlight(orgId, { key: sameLane(orgId), steps: steps[place] ?? [] })),
  )

  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  const found = await Promise.all(orgs.map(contactsOf))
  expect(found).toEqual([[ids[0]], [ids[1]], [], [ids[3]]])
})

test('who waits for a lock does not hold up those behind', async () => {
  const [slow, quick] = [await anOrg(db), await anOrg(db)]
  const row = newId()
  await db.flight(slow, [add(slow, row)])
  const touch: Step = { statement: TOUCH, values: [slow, row] }
  const locker = await connect()
  await locker.query('begin')
  await locker.query(`select 1 from contact where id = '${row}' for update`)

  const late = db.sharedFlight(slow, { key: sameLane(slow), steps: [touch] })
  await db.sharedFlight(quick, { key: sameLane(quick), steps: [where] })

  await locker.query('commit')
  await expect(late).resolves.toHaveLength(1)
})

test('those who share a transaction lock all that they need before the first step', async () => {
  const orgId = await anOrg(db)
  const ids = [newId(), newId(), newId()].sort()
  for (const id of ids) await db.flight(orgId, [add(orgId, id)])
  const locked: Step = { statement: LOCKED, values: [orgId] }
  const lock = (id: Id) => ({ statement: LOCK, id })

  const results = await Promise.all(
    ids.map((id) => db.sharedFlight(orgId, { key: KEY, lock: lock(id), steps: [locked] })),
  )

  // The first flew alone; the other two locked both rows first. What the locks return is nobody's result.
  const [first, second] = [[ids[0]], ids.slice(1)]
  expect(results.map((all) => all.map(({ rows }) => rows.map(({ id }) => id)))).toEqual(
    [first, second, second].map((rows) => [rows]),
  )
})

test('flights of a group whose connection is lost are refused and not tried again', async () => {
  const orgId = await anOrg(db)
  const wait: Step = { statement: WAIT, values: [] }
  const asked = [newId(), newId(), newId()].map((id) =>
    db.sharedFlight(orgId, { key: KEY, steps: [add(orgId, id), wait] }),
  )
  const settled = Promise.allSettled(asked)
  // The first flight's connection, then that of the group behind it.
  await cutAsleep()
  await cutAsleep()

  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await contactsOf(orgId)).toEqual([])
  await expect(db.sharedFlight(orgId, { key: KEY, steps: [where] })).resolves.toHaveLength(1)
})

test('a malformed org id is refused', async () => {
  await expect(db.sharedFlight('everyone', { key: KEY, steps: [where] })).rejects.toThrow('must be a uuid')
})

async function contactsOf(orgId: Id): Promise<Id[]> {
  const { rows } = await admin.query<{ id: Id }>('select id from contact where org_id = $1 order by id', [
    orgId,
  ])
  return rows.map(({ id }) => id)
}

/** Ends the connection that sleeps in the middle of a flight, as soon as there is one. */
async function cutAsleep(): Promise<void> {
  const cut = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`
  await expect.poll(async () => (await admin.query(cut)).rowCount).toBe(1)
}
