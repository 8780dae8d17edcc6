import { api, type Id, newId, type Source } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeChunks } from '../../domain/chunk/describe.ts'
import { searchChunks } from '../../domain/chunk/search.ts'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { type Caller, pathOf, startServer } from '../../testing/server.ts'

const ARTICLES_MAX = 12
const server = await startServer(await testDatabase(), { config: { articlesMax: ARTICLES_MAX } })
let ada: Caller
let orgId: Id

beforeAll(async () => {
  orgId = await anOrg(server.db, { locale: 'es' })
  ada = await server.signIn(orgId, { role: 'owner' })
})

async function send(filename: string, bytes: string | Buffer, sourceId?: Id) {
  const contract = sourceId ? api.replaceSourceFile : api.addFileSource
  const query = sourceId ? { filename } : { filename, clientId: newId() }
  const path = pathOf(contract, { query, ...(sourceId && { params: { sourceId } }) })
  const answer = await fetch(`${server.url}${path}`, {
    method: contract.method,
    headers: { origin: server.url, cookie: ada.cookie, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(Buffer.from(bytes)),
  })
  return {
    status: answer.status,
    body: (await answer.json()) as Source & { code?: string; message?: string },
  }
}

async function read(filename: string, bytes: string | Buffer, sourceId?: Id): Promise<Source> {
  const { status, body } = await send(filename, bytes, sourceId)
  expect([status, body]).toEqual([200, expect.anything()])
  const get = () => ada.call(api.getSource, { params: { sourceId: body.id } })
  await expect
    .poll(async () => (await get()).lastImport?.status, { timeout: 15_000, interval: 50 })
    .not.toBe('running')
  return get()
}

async function answers(question: string): Promise<string[]> {
  return server.db.withOrg(orgId, async (tx) => {
    const found = await searchChunks(tx, { question, language: 'es', audiences: ['public'], limit: 3 })
    return (await describeChunks(tx, found)).map(({ title, text }) => `${title}: ${text}`)
  })
}

describe('a file', () => {
  test('of questions is a list of them; a newer one changes what it changed, and drops what it dropped', async () => {
    const rows = [
      'Pregunta;Respuesta',
      '¿Hay ornitorrincos?;Dos',
      '¿Hay armadillos?;Tres',
      '¿Hay tucanes?;Uno',
    ]
    const first = await read('animales.csv', Buffer.from(rows.join('\r\n'), 'latin1'))
    expect(first).toMatchObject({ kind: 'faq', articles: 3, lastImport: { counts: { taken: 3 } } })
    expect(await answers('¿hay ornitorrincos?')).toContain('¿Hay ornitorrincos?: Dos')

    const second = await read('animales2.csv', rows.slice(0, 3).join('\n').replace('Dos', 'Siete'), first.id)

    expect(second.lastImport?.counts).toEqual({ taken: 1, unchanged: 1, skipped: 1, failed: 0, gone: 0 })
    expect(await answers('¿hay ornitorrincos?')).toContain('¿Hay ornitorrincos?: Siete')
    expect(await answers('¿hay tucanes?')).not.toContain('¿Hay tucanes?: Uno')
  })

  test('that cannot be read says why, and what it said before stays', async () => {
    const source = await read('guía.md', '# Guía\n\nLos quetzales vuelan.')
    expect(await answers('quetzales')).toContain('Guía: Los quetzales vuelan.')

    const broken = await read('guía.pdf', '%PDF-1.7 and then nothing', source.id)

    expect(broken.lastImport).toMatchObject({ status: 'failed', reason: 'unreadable' })
    expect(await answers('quetzales')).toContain('Guía: Los quetzales vuelan.')
  })

  test.each([
    ['photo.png', '\x89PNG\r\n\x1a\n', 'Only PDF, DOCX'],
    ['page.pdf', 'plain text', 'is none'],
    ['table.xlsx', 'PK\x03\x04', 'Only PDF, DOCX'],
    ['empty.txt', '', 'is empty'],
    ['code.txt', 'MZ\x00\x00\x01', 'Only PDF, DOCX'],
  ])('%s is refused as it comes in', async (filename, bytes, words) => {
    const { status, body } = await send(filename, Buffer.from(bytes, 'latin1'))

    expect([status, body.code]).toEqual([400, 'invalid_request'])
    expect(body.message).toContain(words)
  })

  test('of more than 20 MB is refused before it is whole', async () => {
    const { status, body } = await send('large.txt', Buffer.alloc(20 * 1_048_576 + 1, 'a'))

    expect([status, body.message]).toEqual([400, expect.stringContaining('20 MB')])
  })
})

test('beyond the articles that an org may have nothing is written, and a file is read again once there is room', async () => {
  const { articles: before } = await ada.call(api.listArticles, { query: { limit: 100 } })
  const write = (count: number, clientId = newId()) => {
    const body = { clientId, language: 'es', audience: 'public', isPublished: false }
    const asked = Array.from({ length: count }, (_, at) => ({
      question: `¿${at}?`,
      answer: 'Sí.',
      alternates: [],
    }))
    return { body: { ...body, questions: asked } }
  }
  const left = ARTICLES_MAX - before.length
  expect(await ada.refusal(api.createQuestions, write(left + 1))).toBe('conflict')
  const filling = write(left)
  const { articles } = await ada.call(api.createQuestions, filling)

  const again = await ada.call(api.createQuestions, filling)
  const full = await read('koalas.md', '# Koalas\n\nDuermen veinte horas.')

  expect(again.articles).toEqual(articles)
  const { body } = await ada.send('POST', '/v1/articles', { body: { ...ONE, clientId: newId() } })
  expect(body).toMatchObject({ code: 'conflict', message: expect.stringContaining('HILO_ARTICLES') })
  expect(full.lastImport?.counts).toMatchObject({ taken: 0, skipped: 1 })
  const { pages } = await ada.call(api.listSourcePages, { params: { sourceId: full.id }, query: {} })
  expect(pages).toMatchObject([{ outcome: 'skipped', reason: 'many_articles' }])
  await ada.call(api.deleteArticle, { params: { articleId: articles[0]?.id } })
  const after = await read('koalas.md', '# Koalas\n\nDuermen veinte horas.', full.id)
  expect(after.lastImport?.counts).toMatchObject({ taken: 1, skipped: 0 })
})

const ONE = {
  kind: 'page',
  language: 'es',
  audience: 'public',
  title: 'Pandas',
  body: 'Dos.',
  alternates: [],
}
