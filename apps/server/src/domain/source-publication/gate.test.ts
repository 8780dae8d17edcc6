import { type Id, newId, TRIED_BYTES_MAX, TRIED_MAX } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { encode } from '../../db/codec.ts'
import { testDatabase } from '../../testing/database.ts'
import { aMember, anArticle, anOrg } from '../../testing/factories.ts'
import { aPublisher, aTestSet, aWaitingSite } from '../../testing/waiting-site.ts'
import { NOBODY } from '../actor/actor.ts'
import { deleteArticle } from '../article/publish.ts'
import { beginEvaluation } from '../evaluation/begin.ts'
import { endEvaluation, savePlay, startPlaying } from '../evaluation/play.ts'
import { listSourceGates } from './gates.ts'
import { areTooMuch } from './waiting.ts'

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

/** All that waits of a source, to its end, with every play passed. */
async function tryAll(setId: Id, sourceId: Id): Promise<void> {
  const spent = { steps: 0, seconds: 0, tokens: 0, microUsd: 0, unknown: 0 }
  const asked = { setId, clientId: newId(), cause: 'member' as const, draft: null, sourceId }
  await inOrg(async (tx) => {
    const { id } = await beginEvaluation(tx, NOBODY, asked)
    for (const play of await startPlaying(tx, id))
      await savePlay(tx, id, { ...play, hasPassed: true, turns: [], goal: null, spent })
    await endEvaluation(tx, id, { status: 'done' })
  })
}

describe('where a test set has to pass', () => {
  test('nothing begins before it was tried, with all of it together', async () => {
    const setId = await aTestSet(db, orgId)
    const { id } = await aSite(60)
    await expect(ada.begin(id)).rejects.toMatchObject({
      code: 'conflict',
      issues: [{ path: ['test-sets', setId] }],
    })
    expect((await ada.source(id)).lastPublication).toBeNull()
    expect(await inOrg((tx) => listSourceGates(tx, id))).toMatchObject({
      ...{ waiting: 60, isTooMuch: false, gates: [{ setId, lacks: 'evaluation' }] },
    })

    await tryAll(setId, id)

    const { gates } = await inOrg((tx) => listSourceGates(tx, id))
    expect(gates).toMatchObject([{ lacks: null, evaluation: { moreArticles: 10 } }])
    expect(gates[0]?.evaluation?.articles).toHaveLength(50)
    expect(gates[0]?.evaluation?.source).toEqual({ id, name: 'owls.example' })
    await ada.goOn(await ada.begin(id))
    expect(await ada.source(id)).toMatchObject({ drafts: 0, lastPublication: { status: 'done' } })
  })

  test('it stops once something is not as it was tried, and says so', async () => {
    const setId = await aTestSet(db, orgId)
    const { id, drafts } = await aSite(60)
    await tryAll(setId, id)
    const publication = await ada.begin(id)
    await ada.step(publication)
    await ada.rewrite(drafts[59] ?? '')

    await ada.goOn(publication)

    expect(await ada.source(id)).toMatchObject({
      drafts: 10,
      lastPublication: { status: 'stopped', reason: 'gate', counts: { published: 50, rewritten: 0 } },
    })
  })

  test.each<[string, (drafts: readonly Id[], other: Id) => Promise<unknown>]>([
    // What has answered before asks no set.
    ['something else answers', (_, other) => ada.publish(other, 1)],
    ['one of them was deleted', ([first = '']) => inOrg((tx) => deleteArticle(tx, first))],
    ['one of them says something else', ([, , last = '']) => ada.rewrite(last)],
  ])('it stops where %s', async (_, change) => {
    const other = await anArticle(db, orgId)
    await ada.rewrite(other.id)
    await ada.publish(other.id, 2)
    const setId = await aTestSet(db, orgId)
    const { id, drafts } = await aSite(3)
    await tryAll(setId, id)
    const publication = await ada.begin(id)
    await change(drafts, other.id)

    await ada.goOn(publication)

    expect((await ada.source(id)).lastPublication).toMatchObject({
      ...{ status: 'stopped', reason: 'gate', counts: { published: 0 } },
    })
    // What it would take now is asked when it is begun again.
    await expect(ada.begin(id)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('more than can be tried together is told before anything is asked of a model', async () => {
    const setId = await aTestSet(db, orgId)
    const { id } = await aSite(1)
    await admin.query(
      `with a as (
         insert into article (org_id, id, source_id, client_id)
         select $1, gen_random_uuid(), $2, 'page-' || n from generate_series(1, $3::int) n returning id)
       insert into article_version (org_id, article_id, version, language, audience, title, body, alternates)
       select $1, a.id, 1, 'en', 'public', $4, $5, $6 from a`,
      [orgId, id, TRIED_MAX, encode('Owls'), encode('Many.'), encode([])],
    )

    await expect(tryAll(setId, id)).rejects.toMatchObject({
      code: 'conflict',
      message: /more than can be tried/,
    })
    expect(await inOrg((tx) => listSourceGates(tx, id))).toMatchObject({ waiting: 1_001, isTooMuch: true })
  })
})

test('a few long drafts are more than can be tried together, too', () => {
  const drafts = (bytes: number) =>
    Array.from({ length: 50 }, () => ({ articleId: newId(), version: 1, revision: 1, bytes }))

  expect(areTooMuch(drafts(TRIED_BYTES_MAX / 50))).toBe(false)
  expect(areTooMuch(drafts(TRIED_BYTES_MAX / 50 + 1))).toBe(true)
})
