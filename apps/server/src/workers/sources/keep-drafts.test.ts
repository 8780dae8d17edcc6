import { type ArticleSummary, api, type Id, newId, type Source } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { describeChunks } from '../../domain/chunk/describe.ts'
import { searchChunks } from '../../domain/chunk/search.ts'
import { plantImport } from '../../domain/source/import.ts'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { type Caller, pathOf, startServer } from '../../testing/server.ts'

const server = await startServer(await testDatabase())
let ada: Caller
let orgId: Id

beforeEach(async () => {
  orgId = await anOrg(server.db, { locale: 'es' })
  ada = await server.signIn(orgId, { role: 'owner' })
})

const HEAD = 'Pregunta;Respuesta'
const TWO = [HEAD, '¿Hay ornitorrincos?;Dos', '¿Hay armadillos?;Tres']
const CHANGED = [HEAD, '¿Hay ornitorrincos?;Siete', '¿Hay armadillos?;Tres']

async function read(rows: string[], sourceId?: Id): Promise<Source> {
  const contract = sourceId ? api.replaceSourceFile : api.addFileSource
  const query = { filename: 'animales.csv', ...(!sourceId && { clientId: newId(), publishing: 'as_drafts' }) }
  const path = pathOf(contract, { query, ...(sourceId && { params: { sourceId } }) })
  const answer = await fetch(`${server.url}${path}`, {
    method: contract.method,
    headers: { origin: server.url, cookie: ada.cookie, 'content-type': 'application/octet-stream' },
    body: rows.join('\n'),
  })
  const { id } = (await answer.json()) as Source
  return readUntilDone(id)
}

async function readUntilDone(sourceId: Id): Promise<Source> {
  const get = () => ada.call(api.getSource, { params: { sourceId } })
  await expect
    .poll(async () => (await get()).lastImport?.status, { timeout: 15_000, interval: 50 })
    .not.toBe('running')
  return get()
}

async function draftsOf({ id }: Source): Promise<ArticleSummary[]> {
  const query = { hasAnswered: 'false', sourceId: id } as const
  return (await ada.call(api.listArticles, { query })).articles
}

async function pageDrafts({ id }: Source): Promise<(string | null)[]> {
  const { pages } = await ada.call(api.listSourcePages, { params: { sourceId: id } })
  return pages.map(({ draft }) => draft)
}

async function publishAll(source: Source) {
  const drafts = await draftsOf(source)
  const articles = drafts.map(({ id, revision }) => ({ articleId: id, expect: revision }))
  return ada.send('POST', api.publishTogether.path, { body: { articles } })
}

async function answer(question: string): Promise<string | undefined> {
  return server.db.withOrg(orgId, async (tx) => {
    const found = await searchChunks(tx, { question, language: 'es', audiences: ['public'], limit: 1 })
    return (await describeChunks(tx, found))[0]?.text
  })
}

const only = (source: Source) => draftsOf(source).then(([draft]) => draft as ArticleSummary)
const rewrite = ({ id, revision, title }: ArticleSummary, body: string) =>
  ada.call(api.updateArticle, {
    params: { articleId: id },
    body: { title, body, language: 'es', audience: 'public', alternates: [], expect: revision },
  })

describe('a source that keeps what changed as drafts', () => {
  test('answers nobody until they are published; an import of the same then changes nothing', async () => {
    const first = await read(TWO)
    expect(first).toMatchObject({ publishing: 'as_drafts', articles: 2, drafts: 2 })
    expect(first.lastImport?.counts).toMatchObject({ taken: 2 })
    expect(await answer('¿hay ornitorrincos?')).toBeUndefined()
    expect(await pageDrafts(first)).toEqual(['alone', 'alone'])
    expect(await only(first)).toMatchObject({ by: null, sourceName: first.name })

    expect(await publishAll(first)).toMatchObject({ status: 200 })
    const again = await read(TWO, first.id)

    expect(await answer('¿hay ornitorrincos?')).toBe('Dos')
    expect(again).toMatchObject({ drafts: 0, lastImport: { counts: { taken: 0, unchanged: 2 } } })
  })

  test('keeps what is published beside the draft, and a newer draft replaces the older', async () => {
    const first = await read(TWO)
    await publishAll(first)
    const second = await read(CHANGED, first.id)
    expect(await pageDrafts(second)).toEqual(['beside', null])
    const [waiting] = await draftsOf(second)
    const third = await read([HEAD, '¿Hay ornitorrincos?;Nueve', '¿Hay armadillos?;Tres'], first.id)

    expect(second).toMatchObject({ drafts: 1, lastImport: { counts: { taken: 1, unchanged: 1 } } })
    expect(third).toMatchObject({ articles: 2, drafts: 1 })
    const newer = await only(third)
    expect(newer).toMatchObject({ id: waiting?.id, version: 2, publishedVersion: 1 })
    expect(newer.revision).toBeGreaterThan(waiting?.revision ?? 0)
    expect(await answer('¿hay ornitorrincos?')).toBe('Dos')
    // Whoever looked at the older one publishes nothing that they did not see.
    const overtaken = { articles: [{ articleId: newer.id, expect: waiting?.revision }] }
    expect(await ada.send('POST', api.publishTogether.path, { body: overtaken })).toMatchObject({
      status: 409,
    })
    await publishAll(third)
    expect(await answer('¿hay ornitorrincos?')).toBe('Nueve')
  })

  test('says of each version which source wrote it, and who published it', async () => {
    const first = await read([HEAD, '¿Hay ornitorrincos?;Dos'])
    const waiting = await only(first)
    const versions = async () =>
      (await ada.call(api.listArticleVersions, { params: { articleId: waiting.id } })).versions
    const from = { id: first.id, name: 'animales.csv', origin: 'file' }
    expect(await versions()).toMatchObject([{ by: null, from, publishedBy: null }])

    await publishAll(first)
    await rewrite({ ...waiting, revision: waiting.revision + 1 }, 'Muchos')

    const member = { kind: 'member', name: expect.stringMatching(/./) }
    expect(await versions()).toMatchObject([
      { version: 2, by: member, from: null, publishedBy: null },
      { version: 1, by: null, from, publishedBy: member },
    ])
  })

  test('drops a draft when the page says again what is published', async () => {
    const first = await read(TWO)
    await publishAll(first)
    await read(CHANGED, first.id)

    const back = await read(TWO, first.id)

    expect(back).toMatchObject({ drafts: 0, lastImport: { counts: { taken: 0, unchanged: 2 } } })
    expect(await answer('¿hay ornitorrincos?')).toBe('Dos')
    const later = await read(CHANGED, first.id)
    expect(later.drafts).toBe(1)
    expect(await only(later)).toMatchObject({ version: 2, publishedVersion: 1 })
  })

  test('leaves a draft that a member wrote over', async () => {
    const first = await read([HEAD, '¿Hay ornitorrincos?;Dos'])
    await rewrite(await only(first), 'Muchos')

    const second = await read([HEAD, '¿Hay ornitorrincos?;Siete'], first.id)

    expect(second.lastImport?.counts).toMatchObject({ taken: 0, skipped: 1 })
    await publishAll(second)
    expect(await answer('¿hay ornitorrincos?')).toBe('Muchos')
  })

  test('leaves what a member deleted', async () => {
    const first = await read([HEAD, '¿Hay ornitorrincos?;Dos'])
    await ada.call(api.deleteArticle, { params: { articleId: (await only(first)).id } })

    const second = await read([HEAD, '¿Hay ornitorrincos?;Siete'], first.id)

    expect(second).toMatchObject({ articles: 0, drafts: 0, lastImport: { counts: { skipped: 1 } } })
  })

  test('goes on after a process that died, and keeps each once', async () => {
    const first = await read(TWO)
    const query = { sourceId: first.id }
    const { pages } = await ada.call(api.listSourcePages, { params: query, query: {} })
    await server.db.withOrg(orgId, async (tx) => {
      await tx.query(RUNS_AGAIN, [orgId, first.id])
      await tx.query(UNREAD, [orgId, pages[0]?.id])
      await plantImport(tx, first.id)
    })

    const after = await readUntilDone(first.id)

    expect(after).toMatchObject({ articles: 2, drafts: 2, lastImport: { status: 'done' } })
    expect((await draftsOf(after)).map(({ version }) => version)).toEqual([1, 1])
  })

  test('is asked by the gate of articles, which what is published at once is not', async () => {
    const set = { name: 'Daily', plays: 1, isEvaluatedAfterPublish: false, articleShareNeeded: 100 }
    const { id: setId } = await ada.call(api.createTestSet, {
      body: { ...set, shareNeeded: null, clientId: newId() },
    })
    const expected = { actions: ['answer'], reasons: [], says: [], saysNot: [], cites: [] }
    const turns = [{ says: [['¿Hay ornitorrincos?']], only: null, expect: expected }]
    const text = JSON.stringify([{ name: 'Ornitorrincos', language: 'es', inboxId: null, turns }])
    await ada.call(api.importTestCases, { params: { setId }, body: { format: 'json', text } })
    const first = await read(TWO)

    const refused = await publishAll(first)

    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await answer('¿hay ornitorrincos?')).toBeUndefined()
    const articleIds = (await draftsOf(first)).map(({ id }) => id)
    const { id: evaluationId } = await ada.call(api.beginEvaluation, {
      params: { setId },
      body: { clientId: newId(), draft: null, articleIds },
    })
    const status = async () =>
      (await ada.call(api.getEvaluation, { params: { evaluationId } })).evaluation.status
    await expect.poll(status, { timeout: 15_000 }).toBe('done')
    expect(await publishAll(first)).toMatchObject({ status: 200 })
    expect(await answer('¿hay ornitorrincos?')).toBe('Dos')
  })
})

test('a source that is to publish at once again does so from the next change on', async () => {
  const first = await read(TWO)
  const { name, language, audience, schedule, site } = first
  const body = { name, language, audience, schedule, site }
  const params = { sourceId: first.id }
  // Who does not know of it leaves it as it is.
  expect(await ada.call(api.changeSource, { params, body })).toMatchObject({ publishing: 'as_drafts' })
  await ada.call(api.changeSource, { params, body: { ...body, publishing: 'at_once' } })

  const second = await read(CHANGED, first.id)

  expect(second).toMatchObject({ drafts: 1, lastImport: { counts: { taken: 1, unchanged: 1 } } })
  expect(await answer('¿hay ornitorrincos?')).toBe('Siete')
})

test('what is for members only from now on becomes no draft by that alone', async () => {
  const first = await read(TWO)
  await publishAll(first)
  const { name, language, schedule, site } = first
  const body = { name, language, audience: 'internal', schedule, site } as const
  await ada.call(api.changeSource, { params: { sourceId: first.id }, body })

  const second = await read(TWO, first.id)

  expect(second).toMatchObject({ drafts: 0, lastImport: { counts: { taken: 0, unchanged: 2 } } })
})

const RUNS_AGAIN = statement(`
  update source_import set status = 'running', ended_at = null where org_id = $1 and source_id = $2`)
const UNREAD = statement('update source_page set outcome = null where org_id = $1 and id = $2')
