import { TERMS_VERSION } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../db/codec.ts'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { publishArticle } from '../article/publish.ts'
import { updateArticle } from '../article/update.ts'
import type { KeptTerms } from './index-articles.ts'
import { plantReindexing, reindexSome } from './reindex.ts'
import { searchChunks } from './search.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const HOURS = { title: 'Horarios', body: 'Abrimos la sala azul.', language: 'es' }

/** As an earlier version kept it, for which "abrimos" was another word. */
async function keepAsBefore(orgId: Id): Promise<void> {
  await admin.query("update posting set term = 'zabrim' where org_id = $1 and term = 'abrir'", [orgId])
  const { rows } = await admin.query<{ id: Id; terms: Buffer }>(
    'select id, terms from chunk where org_id = $1 and no is not null',
    [orgId],
  )
  for (const { id, terms } of rows) {
    const { body, ...kept } = decode<KeptTerms>(terms)
    const older = body.terms.map((term) => (term === 'abrir' ? 'zabrim' : term))
    await admin.query('update chunk set terms = $3, indexed_as = 0 where org_id = $1 and id = $2', [
      ...[orgId, id, encode({ ...kept, body: { ...body, terms: older } })],
    ])
  }
  await admin.query('update org set indexed_as = 0 where id = $1', [orgId])
}

const find = (orgId: Id, question: string) =>
  db.withOrg(orgId, (tx) => searchChunks(tx, { question, language: 'es', audiences: ['public'], limit: 5 }))
const foundChunks = async (orgId: Id, question: string) =>
  (await find(orgId, question)).filter(({ body }) => body > 0).map(({ chunkId }) => chunkId)

const jobsOf = async (orgId: Id) => {
  const { rows } = await admin.query("select kind from job where org_id = $1 and kind = 'index_chunks'", [
    orgId,
  ])
  return rows.length
}
const round = (orgId: Id) => db.withOrg(orgId, reindexSome)

async function all(orgId: Id): Promise<number> {
  let rounds = 0
  while (await round(orgId)) rounds++
  return rounds
}

describe('an org whose chunks were stored by an earlier version', () => {
  test('gets a job once, and what its articles say is found by the new terms', async () => {
    const orgId = await anOrg(db)
    await anArticle(db, orgId, HOURS)
    const [before] = await foundChunks(orgId, 'abren')
    await keepAsBefore(orgId)
    expect(await foundChunks(orgId, 'abren')).toEqual([])

    await plantReindexing(db)
    await plantReindexing(db)
    expect(await jobsOf(orgId)).toBe(1)
    await all(orgId)

    // The same chunk: what was quoted of it stays open, and its vector too.
    expect(await foundChunks(orgId, 'abren')).toEqual([before])
    const { rows } = await admin.query("select 1 from posting where org_id = $1 and term = 'zabrim'", [orgId])
    expect(rows).toEqual([])
    const kept = await admin.query('select indexed_as as at from org where id = $1', [orgId])
    expect(kept.rows).toEqual([{ at: TERMS_VERSION }])
  })

  test('is brought to them round by round, and a round that was cut off begins anew', async () => {
    const orgId = await anOrg(db)
    for (let at = 0; at < 25; at++) await anArticle(db, orgId, { ...HOURS, title: `Horarios ${at}` })
    await keepAsBefore(orgId)

    const cut = db.withOrg(orgId, async (tx) => {
      await reindexSome(tx)
      throw new Error('killed')
    })
    await expect(cut).rejects.toThrow('killed')
    expect(await round(orgId)).toBe(true)
    expect((await find(orgId, 'abren')).length).toBe(5)
    expect(await all(orgId)).toBe(1)

    const { rows } = await admin.query(
      'select count(*)::int as old from chunk where org_id = $1 and no is not null and indexed_as = 0',
      [orgId],
    )
    expect(rows).toEqual([{ old: 0 }])
  })

  test('keeps what is published meanwhile', async () => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, HOURS)
    await keepAsBefore(orgId)
    const words = { ...HOURS, audience: 'public' as const, alternates: [], body: 'Abrimos la sala verde.' }
    const { id: articleId, revision } = article

    await Promise.all([
      round(orgId),
      db.withOrg(orgId, async (tx) => {
        const written = await updateArticle(tx, NOBODY, { articleId, words, expect: revision })
        const { version, revision: expected } = written
        await publishArticle(tx, NOBODY, { articleId, version, expect: expected })
      }),
    ])
    await all(orgId)

    expect(await foundChunks(orgId, 'verde')).toHaveLength(1)
    expect(await foundChunks(orgId, 'azul')).toEqual([])
  })

  test('is left alone by the job of another org', async () => {
    const [orgId, other] = [await anOrg(db), await anOrg(db)]
    for (const id of [orgId, other]) {
      await anArticle(db, id, HOURS)
      await keepAsBefore(id)
    }

    await all(orgId)

    expect(await foundChunks(orgId, 'abren')).toHaveLength(1)
    expect(await foundChunks(other, 'abren')).toEqual([])
  })
})

test('an org without old chunks gets no job', async () => {
  const orgId = await anOrg(db)
  await anArticle(db, orgId, HOURS)

  await plantReindexing(db)

  expect(await jobsOf(orgId)).toBe(0)
})
