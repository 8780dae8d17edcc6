import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { listDue } from '../node/due.ts'
import { claimJob, finishJob, postponeJob } from './claim.ts'
import { enqueue } from './enqueue.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
const nodeId = newId()

async function aJob(): Promise<{ orgId: Id; id: Id }> {
  const orgId = await anOrg(db)
  await db.withOrg(orgId, (tx) =>
    enqueue(tx, { kind: 'mark_read', inboxId: newId(), externalId: 'wamid.1', typing: false }),
  )
  const { rows } = await admin.query('select id from job where org_id = $1', [orgId])
  return { orgId, id: rows[0].id }
}

const isDue = async (id: Id, living = [nodeId]) =>
  (await listDue(db.global, living)).some((due) => due.id === id)
const claim = (job: { orgId: Id; id: Id }, by = nodeId, living = [nodeId]) =>
  claimJob(db, { ...job, nodeId: by, living })

test('a job is queued if and only if what it belongs to is committed', async () => {
  const orgId = await anOrg(db)
  const job = { kind: 'mark_read' as const, inboxId: newId(), externalId: 'x', typing: false }

  await expect(
    db.withOrg(orgId, async (tx) => {
      await enqueue(tx, job)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')

  expect((await admin.query('select 1 from job where org_id = $1', [orgId])).rows).toEqual([])
})

test('a job is due at once, is claimed once, and is gone when it is done', async () => {
  const job = await aJob()
  expect(await isDue(job.id)).toBe(true)

  const claims = await Promise.all(Array.from({ length: 6 }, () => claim(job)))
  const [claimed] = claims.filter((one) => one !== null)

  expect(claims.filter((one) => one !== null)).toHaveLength(1)
  expect(claimed).toMatchObject({ attempts: 1, job: { externalId: 'wamid.1' } })
  expect(await isDue(job.id)).toBe(false)
  await finishJob(db, job)
  expect((await admin.query('select 1 from job where id = $1', [job.id])).rows).toEqual([])
})

test('a job whose owner died is due for the living', async () => {
  const job = await aJob()
  await claim(job, newId())

  expect(await isDue(job.id)).toBe(true)
  expect(await claim(job)).toMatchObject({ attempts: 2 })
})

test('a job that failed comes back later, or stays with its error for people to see', async () => {
  const job = await aJob()
  await claim(job)

  await postponeJob(db, job, { error: 'HTTP 500', afterSeconds: 60 })
  expect(await isDue(job.id)).toBe(false)
  await postponeJob(db, job, { error: 'HTTP 500', afterSeconds: null })

  expect(await isDue(job.id)).toBe(false)
  const { rows } = await admin.query('select error, claimed_by, due_at from job where id = $1', [job.id])
  expect(rows).toEqual([{ error: 'HTTP 500', claimed_by: null, due_at: null }])
})

test('a job of another org cannot be claimed', async () => {
  const job = await aJob()

  expect(await claim({ ...job, orgId: await anOrg(db) })).toBeNull()
})
