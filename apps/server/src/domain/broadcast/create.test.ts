import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anInbox, anOrg, aTemplate } from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { createBroadcast } from './create.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
type New = Parameters<typeof createBroadcast>[2]

async function anOffice() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { settings: { wabaId: '1' } })
  const body: New = {
    ...{ inboxId: inbox.id, templateId: await aTemplate(db, inbox), name: 'Spring', clientId: newId() },
    ...{ values: { 1: { from: 'name', otherwise: 'you' } }, perMinute: 60, startsAt: '2126-01-01T09:00' },
    audience: { type: 'segment', of: 'inbox', tags: [], attributes: [] },
  }
  return {
    orgId,
    create: (over: Partial<New> = {}) =>
      db.withOrg(orgId, (tx) => createBroadcast(tx, NOBODY, { ...body, ...over })),
  }
}

test('all that is wrong with a broadcast is told at once, its time too', async () => {
  const { create } = await anOffice()

  await expect(create({ values: {}, startsAt: '2020-01-01T09:00' })).rejects.toMatchObject({
    ...{ code: 'invalid_request' },
    issues: [{ path: ['values', '1'] }, { path: ['startsAt'] }],
  })
})

test('one that is asked for again is the one that has begun, whatever has passed or changed since', async () => {
  const { orgId, create } = await anOffice()
  const { id } = await create()

  expect((await create({ startsAt: '2020-01-01T09:00' })).id).toBe(id)
  await admin.query("update template set status = 'PAUSED' where org_id = $1", [orgId])
  expect((await create()).id).toBe(id)
})

test('two that are asked for at once are one', async () => {
  const { create } = await anOffice()
  const [one, other] = await Promise.all([create(), create()])

  expect(one.id).toBe(other.id)
})
