import { type Id, newId } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aMember, anOrg } from '../../testing/factories.ts'
import { aPublisher, aTestSet, aWaitingSite } from '../../testing/waiting-site.ts'
import { NOBODY } from '../actor/actor.ts'
import { getArticle } from '../article/article.ts'
import { deleteArticle } from '../article/publish.ts'
import { beginAfterPublish } from '../evaluation/after-publish.ts'
import { listEvaluations } from '../evaluation/read.ts'
import { deleteSource } from '../source/delete.ts'
import { beginPublication } from './begin.ts'
import { requireCancelled } from './end.ts'
import { publishSome } from './publish-some.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

let orgId: Id
let ada: ReturnType<typeof aPublisher>

beforeEach(async () => {
  orgId = await anOrg(db)
  const memberId = await aMember(db, orgId, { name: 'Ada', role: 'owner' })
  ada = aPublisher(db, orgId, { memberId, apiKeyId: null })
})

const inOrg = <T>(work: Parameters<typeof db.withOrg<T>>[1]) => db.withOrg(orgId, work)
const aSite = (count: number) => aWaitingSite(admin, db, { orgId, count })

const jobs = async (kind: string) =>
  (await admin.query('select id from job where org_id = $1 and kind = $2', [orgId, kind])).rows

describe('all that waits of a source', () => {
  test('is published some at a time, and what comes later goes on to wait', async () => {
    const { id, drafts } = await aSite(120)
    const publication = await ada.begin(id)
    expect(await jobs('publish_source')).toEqual([{ id: publication }])

    expect(await ada.step(publication)).toBe(true)
    expect(await ada.source(id)).toMatchObject({
      drafts: 70,
      lastPublication: { status: 'running', asked: 120, counts: { published: 50 }, by: { name: 'Ada' } },
    })
    await ada.goOn(publication)

    expect(await ada.source(id)).toMatchObject({
      drafts: 0,
      lastPublication: { status: 'done', endedAt: expect.any(String) },
    })
    const { newest, publishedVersion } = await inOrg((tx) => getArticle(tx, drafts[119] ?? ''))
    expect({ publishedVersion, by: newest.publishedBy?.name, from: newest.from?.name }).toEqual({
      ...{ publishedVersion: 1, by: 'Ada', from: 'owls.example' },
    })
    expect(await jobs('publish_source')).toEqual([])
    expect(await ada.step(publication)).toBe(false)
  })

  test('leaves what is not as it was: rewritten, emptied, deleted, or published by somebody else', async () => {
    const { id, drafts } = await aSite(6)
    const [first = '', second = '', third = '', fourth = ''] = drafts
    await ada.rewrite(fourth, ' ')
    const publication = await ada.begin(id)
    await ada.rewrite(first)
    await inOrg((tx) => deleteArticle(tx, second))
    await ada.publish(third, 1)

    await ada.goOn(publication)

    expect(await ada.source(id)).toMatchObject({
      drafts: 2,
      lastPublication: {
        status: 'done',
        asked: 6,
        counts: { published: 2, rewritten: 1, empty: 1, gone: 2 },
      },
    })
    expect(await inOrg((tx) => getArticle(tx, first))).toMatchObject({ publishedVersion: null })
  })

  test('is published once, however often it is asked for', async () => {
    const { id } = await aSite(60)
    const clientId = newId()
    const [one, two] = [await ada.begin(id, clientId), await ada.begin(id, clientId)]
    expect(one).toBe(two)
    await expect(ada.begin(id)).rejects.toMatchObject({ code: 'conflict', message: /is being published/ })

    await ada.goOn(one)

    // What is asked for again after that is what was done.
    expect(await ada.begin(id, clientId)).toBe(one)
    await expect(ada.begin(id)).rejects.toMatchObject({ code: 'conflict', message: /Nothing of this source/ })
    expect((await ada.source(id)).lastPublication).toMatchObject({ id: one, counts: { published: 60 } })
  })

  test('of one source says nothing of another that is asked for with the same id', async () => {
    const [one, other] = [await aSite(1), await aSite(1)]
    const clientId = newId()
    await ada.begin(one.id, clientId)

    await ada.goOn(await ada.begin(other.id, clientId))

    expect(await ada.source(other.id)).toMatchObject({ drafts: 0, lastPublication: { status: 'done' } })
  })

  test('goes fewer at a time where articles are long', async () => {
    const { id, drafts } = await aSite(7)
    for (const articleId of drafts) await ada.rewrite(articleId, 'Owls. '.repeat(30_000))
    const publication = await ada.begin(id)

    await ada.step(publication)

    expect((await ada.source(id)).lastPublication).toMatchObject({ counts: { published: 5 } })
    await ada.goOn(publication)
    expect((await ada.source(id)).lastPublication).toMatchObject({ counts: { published: 7 } })
  })

  test('is taken once where two processes go on with it at the same moment', async () => {
    const { id } = await aSite(130)
    const publication = await ada.begin(id)

    await Promise.all([ada.goOn(publication), ada.goOn(publication)])

    expect((await ada.source(id)).lastPublication).toMatchObject({
      status: 'done',
      counts: { published: 130 },
    })
  })

  test('is cancelled with what answers already, and can be asked for anew', async () => {
    const { id } = await aSite(60)
    const publication = await ada.begin(id)
    await ada.step(publication)

    await inOrg((tx) => requireCancelled(tx, id))

    expect(await ada.step(publication)).toBe(false)
    expect(await ada.source(id)).toMatchObject({ drafts: 10, lastPublication: { status: 'cancelled' } })
    expect(await jobs('publish_source')).toEqual([])
    await expect(inOrg((tx) => requireCancelled(tx, id))).rejects.toMatchObject({ code: 'conflict' })
    await ada.goOn(await ada.begin(id))
    expect(await ada.source(id)).toMatchObject({ drafts: 0, lastPublication: { asked: 10 } })
  })

  test('ends when its source is deleted', async () => {
    const { id, drafts } = await aSite(60)
    const publication = await ada.begin(id)
    await ada.step(publication)

    await inOrg((tx) => deleteSource(tx, id))

    expect(await ada.step(publication)).toBe(false)
    expect(await jobs('publish_source')).toEqual([])
    const last = await inOrg((tx) => getArticle(tx, drafts[59] ?? ''))
    expect(last.publishedVersion).toBeNull()
    await expect(ada.begin(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is nothing that another org could ask for', async () => {
    const { id } = await aSite(1)
    const publication = await ada.begin(id)
    const other = await anOrg(db)

    const asked = { sourceId: id, clientId: newId() }
    await expect(db.withOrg(other, (tx) => beginPublication(tx, NOBODY, asked))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await db.withOrg(other, (tx) => publishSome(tx, publication))).toBe(false)
    expect((await ada.source(id)).drafts).toBe(1)
  })

  test('is evaluated once all of it is there', async () => {
    const setId = await aTestSet(db, orgId, { isEvaluatedAfterPublish: true, articleShareNeeded: null })
    const { id } = await aSite(60)
    const publication = await ada.begin(id)
    await ada.step(publication)

    const planted = { orgId, plantedAt: new Date() }
    await beginAfterPublish(db, planted, setId)
    expect(await inOrg((tx) => listEvaluations(tx, setId))).toEqual([])
    await ada.goOn(publication)
    await beginAfterPublish(db, planted, setId)

    expect(await inOrg((tx) => listEvaluations(tx, setId))).toHaveLength(1)
  })
})
