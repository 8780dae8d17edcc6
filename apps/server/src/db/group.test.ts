import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { cutHeldUp, whileLocked } from '../testing/lock.ts'
import { encode } from './codec.ts'
import { type Step, statement } from './statement.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const ADD = statement('insert into contact (org_id, id, profile) values ($1, $2, $3) returning id')
const WHERE = statement(`select current_setting('app.org_id') as org, txid_current()::text as transaction`)
const KEY = 'a key'

const add = (orgId: Id, id: Id): Step => ({ statement: ADD, values: [orgId, id, encode({})] })
const where: Step = { statement: WHERE, values: [] }

test('flights that are asked for at once share transactions, and each gets its own results', async () => {
  const orgId = await anOrg(db)
  const ids = Array.from({ length: 25 }, newId)
  const before = db.stats.commits

  const results = await Promise.all(ids.map((id) => db.sharedFlight(orgId, KEY, [add(orgId, id), where])))

  expect(results.map(([added]) => added?.rows)).toEqual(ids.map((id) => [{ id }]))
  expect(results.every((all) => all.length === 2)).toBe(true)
  // The first alone, without waiting; then groups of twelve.
  expect(db.stats.commits - before).toBe(3)
  expect(await contactsOf(orgId)).toEqual(ids)
})

test('orgs never share a transaction', async () => {
  const orgs = await Promise.all(Array.from({ length: 4 }, () => anOrg(db)))
  const asked = Array.from({ length: 200 }, (_, turn) => orgs[turn % orgs.length] as Id)

  const found = await Promise.all(asked.map((orgId) => db.sharedFlight(orgId, KEY, [where])))

  const seen = found.map(([result]) => result?.rows[0] as { org: Id; transaction: string })
  expect(seen.map(({ org }) => org)).toEqual(asked)
  const orgsOf = Map.groupBy(seen, ({ transaction }) => transaction)
  for (const rows of orgsOf.values()) expect(new Set(rows.map(({ org }) => org)).size).toBe(1)
  expect(orgsOf.size).toBeLessThan(asked.length)
})

test('a flight that is refused takes none of its neighbours with it, and none is done twice', async () => {
  const orgId = await anOrg(db)
  const ids = Array.from({ length: 8 }, newId)
  const taken = ids[2] as Id
  const steps = ids.map((id) => [add(orgId, id)])
  // Twice the same row: the second is a duplicate.
  steps[5] = [add(orgId, newId()), add(orgId, taken)]

  const settled = await Promise.allSettled(steps.map((flight) => db.sharedFlight(orgId, KEY, flight)))

  expect(settled.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).toEqual([5])
  expect(await contactsOf(orgId)).toEqual(ids.toSpliced(5, 1))
})

test('flights of a group whose connection is lost are refused and not tried again', async () => {
  const orgId = await anOrg(db)
  let settled: Promise<PromiseSettledResult<unknown>[]> | undefined
  await whileLocked(await connect(), 'contact', async () => {
    const asked = [newId(), newId(), newId()].map((id) => db.sharedFlight(orgId, KEY, [add(orgId, id)]))
    settled = Promise.allSettled(asked)
    // The first flight's connection, then that of the group behind it.
    await cutHeldUp(admin, 'hilo_app')
    await cutHeldUp(admin, 'hilo_app')
  })

  expect((await settled)?.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await contactsOf(orgId)).toEqual([])
  await expect(db.sharedFlight(orgId, KEY, [where])).resolves.toHaveLength(1)
})

test('a malformed org id is refused', async () => {
  await expect(db.sharedFlight('everyone', KEY, [where])).rejects.toThrow('must be a uuid')
})

async function contactsOf(orgId: Id): Promise<Id[]> {
  const { rows } = await admin.query<{ id: Id }>('select id from contact where org_id = $1 order by id', [
    orgId,
  ])
  return rows.map(({ id }) => id)
}
