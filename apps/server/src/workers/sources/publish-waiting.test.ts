import { api, type Id, newId } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { NOBODY } from '../../domain/actor/actor.ts'
import { beginPublication } from '../../domain/source-publication/begin.ts'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { type Caller, pathOf, startServer } from '../../testing/server.ts'
import { aWaitingSite } from '../../testing/waiting-site.ts'

const database = await testDatabase()
const server = await startServer(database)
const { db } = server
const admin = await database.connect()

let orgId: Id
let ada: Caller

beforeEach(async () => {
  orgId = await anOrg(db)
  ada = await server.signIn(orgId, { role: 'owner' })
})

const aSite = (count: number) => aWaitingSite(admin, db, { orgId, count })
const read = (sourceId: Id) => ada.call(api.getSource, { params: { sourceId } })

async function ended(sourceId: Id) {
  const status = async () => (await read(sourceId)).lastPublication?.status
  await expect.poll(status, { timeout: 15_000, interval: 50 }).not.toBe('running')
  return read(sourceId)
}

describe('all that waits of a source', () => {
  test('is published in the background, once it was asked for by who may', async () => {
    const { id } = await aSite(120)
    const asked = { params: { sourceId: id }, body: { clientId: newId() } }
    const agent = await server.signIn(orgId, { role: 'agent' })
    const stranger = await server.signIn(await anOrg(db), { role: 'owner' })
    expect(await agent.refusal(api.publishSource, asked)).toBe('not_allowed')
    expect(await stranger.refusal(api.publishSource, asked)).toBe('not_found')
    expect((await read(id)).lastPublication).toBeNull()

    const begun = await ada.call(api.publishSource, asked)

    expect(begun.lastPublication).toMatchObject({ status: 'running', asked: 120 })
    expect(await ended(id)).toMatchObject({
      drafts: 0,
      lastPublication: { status: 'done', counts: { published: 120 }, by: { kind: 'member' } },
    })
    const again = await ada.send('POST', pathOf(api.publishSource, asked), { body: asked.body })
    expect(again).toMatchObject({ status: 200, body: { lastPublication: { id: begun.lastPublication?.id } } })
  })

  test('is gone on with by another process where one died', async () => {
    const { id } = await aSite(60)
    await begunByTheDead(id)

    expect(await ended(id)).toMatchObject({
      drafts: 0,
      lastPublication: { status: 'done', counts: { published: 60 } },
    })
  })

  test('stops after some attempts where something cannot be read, and keeps what answers', async () => {
    const { id, drafts } = await aSite(60)
    await admin.query("update article_version set body = 'x' where org_id = $1 and article_id = $2", [
      ...[orgId, drafts[55]],
    ])
    await begunByTheDead(id, 5)

    expect(await ended(id)).toMatchObject({
      drafts: 10,
      lastPublication: { status: 'stopped', reason: 'internal', counts: { published: 50 } },
    })
  })
})

const CLAIMED = statement(`
  update job set claimed_by = $2, due_at = null, attempts = $3
  where org_id = $1 and kind = 'publish_source'`)

/** As a process leaves it that is not there any more. */
async function begunByTheDead(sourceId: Id, attempts = 1): Promise<void> {
  await db.withOrg(orgId, async (tx) => {
    await beginPublication(tx, NOBODY, { sourceId, clientId: newId() })
    await tx.query(CLAIMED, [orgId, newId(), attempts])
  })
}
