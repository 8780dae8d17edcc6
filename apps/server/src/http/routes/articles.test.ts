import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ArticlePicture, api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { pictureLink } from '../../domain/article-picture/link.ts'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg, testKeys } from '../../testing/factories.ts'
import { aPng } from '../../testing/pictures.ts'
import { type Caller, startServer } from '../../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()

test('an article is written, published, and found by a question with its reasons', async () => {
  const orgId = await anOrg(server.db)
  const [ada, ben] = [await server.signIn(orgId, { role: 'owner' }), await server.signIn(orgId)]
  const words = {
    ...{ language: 'es', audience: 'public', title: '¿Cómo pido una devolución?', alternates: [] },
    body: '# Plazo\n\nTenés treinta días desde la compra.',
  }
  const article = await ada.call(api.createArticle, {
    body: { ...words, kind: 'faq', clientId: 'client-id-1' },
  })
  const params = { articleId: article.id }
  const question = { question: 'como pido devoluciones', language: 'es', internal: false }
  expect((await ben.call(api.testQuestion, { body: question })).candidates).toEqual([])

  await ada.call(api.publishArticle, { params, body: { version: 1, expect: article.revision } })

  const { candidates, isEnough } = await ben.call(api.testQuestion, { body: question })
  expect(isEnough).toBe(true)
  expect(candidates).toMatchObject([
    { title: words.title, headings: ['Plazo'], text: 'Tenés treinta días desde la compra.', version: 1 },
  ])
  const [{ articleId, version, start, end, text, signals }] = candidates as [(typeof candidates)[0]]
  expect(signals.title).toBeGreaterThan(0)
  const quoted = await ben.call(api.getArticleVersion, { params: { articleId }, query: { version } })
  expect(quoted.body.slice(start, end)).toBe(text)
  expect(quoted.by).toMatchObject({ kind: 'member' })

  const other = {
    language: 'en',
    audience: 'public',
    title: 'Pido devoluciones',
    body: 'Ask us.',
    alternates: [],
  }
  const twin = await ada.call(api.createArticle, {
    body: { ...other, kind: 'faq', clientId: 'client-id-2', variantOf: article.id },
  })
  const publish = { params: { articleId: twin.id }, body: { version: 1, expect: twin.revision } }
  await ada.call(api.publishArticle, publish)
  // It is called as it was asked, and yet left out of the answer for the one in the language of the contact.
  const asked = { ...question, question: other.title }
  const both = await ben.call(api.testQuestion, { body: asked })
  expect(both.candidates.map((one) => one.language)).toEqual(['es', 'en'])
  expect(both.quote?.chunkId).toBe(both.candidates[0]?.chunkId)

  // Without a provider an answer is what stands there.
  const preview = await ada.call(api.tryAnswer, { body: question })
  expect(preview).toMatchObject({ action: 'answer', reason: null, trace: { mode: 'quoting' } })
  expect(preview.text).toContain(text)
  expect(preview.citations).toMatchObject([{ articleId, version, quote: text }])
  expect(await ben.refusal(api.tryAnswer, { body: question })).toBe('not_allowed')
})

describe('a picture', () => {
  const upload = async (caller: Caller, bytes: string | Buffer) => {
    const headers = { cookie: caller.cookie, origin: server.url, 'content-type': 'image/png' }
    const body = Buffer.from(bytes)
    const answer = await fetch(`${server.url}/v1/article-pictures`, { method: 'POST', headers, body })
    return { status: answer.status, body: (await answer.json()) as ArticlePicture & { message: string } }
  }
  const open = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`)
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }

  test('is read by members, and by readers while an article that has it is public', async () => {
    const orgId = await anOrg(server.db)
    const ada = await server.signIn(orgId, { role: 'admin' })
    const { body: picture } = await upload(ada, aPng())
    const body = `It looks so:\n\n![A box](picture:${picture.id})`
    const article = await anArticle(server.db, orgId, { title: 'Boxes', body, isPublished: false })
    const link = pictureLink(testKeys, orgId, picture.id)
    const publish = async (version: number | null) => {
      const params = { articleId: article.id }
      const { revision } = await ada.call(api.getArticle, { params })
      await ada.call(api.publishArticle, { params, body: { version, expect: revision } })
    }

    const { url } = await ada.call(api.getArticlePicture, { params: { pictureId: picture.id } })
    const seen = await open(url)
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(seen.headers.get('content-security-policy')).toContain('sandbox')
    // What it said of where it was made is gone.
    expect(seen.bytes.toString('latin1')).not.toContain('made at home')
    expect((await open(link)).status).toBe(404)
    await publish(1)
    expect((await open(link)).bytes).toEqual(seen.bytes)
    await publish(null)
    expect((await open(link)).status).toBe(404)
    expect((await open(`${link}x`)).status).toBe(404)
    expect((await open(link.replace(picture.id, newId()))).status).toBe(404)
  })

  test.each([
    [
      'a drawing that can hold a script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      /JPEG, PNG/,
    ],
    ['a page that begins like a picture', '\x89PNG\r\n\x1a\n<script>', /JPEG, PNG/],
    ['nothing', '', /JPEG, PNG/],
    ['what is too large', Buffer.alloc(5 * 1_048_576 + 1), /at most 5 MB/],
  ])('is not %s', async (_, bytes, message) => {
    const ada = await server.signIn(await anOrg(server.db), { role: 'admin' })

    const { status, body } = await upload(
      ada,
      typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes,
    )

    expect([status, body.message]).toEqual([400, expect.stringMatching(message)])
  })

  test('goes when no version of an article has it, and stays while one does', async () => {
    const orgId = await anOrg(server.db)
    const ada = await server.signIn(orgId, { role: 'admin' })
    const [kept, left] = [(await upload(ada, aPng())).body.id, (await upload(ada, aPng())).body.id]
    const text = (...ids: Id[]) => ids.map((id) => `![](picture:${id})`).join(' ')
    const { id: articleId, revision } = await anArticle(server.db, orgId, {
      body: text(kept, left),
      isPublished: false,
    })
    const words = { language: 'en', audience: 'public', title: 'Boxes', alternates: [] } as const
    await ada.call(api.updateArticle, {
      params: { articleId },
      body: { ...words, body: text(kept), expect: revision },
    })
    await admin.query("update job set due_at = now() where kind = 'remove_picture' and org_id = $1", [orgId])

    const link = (pictureId: Id) => ada.send('GET', `/v1/article-pictures/${pictureId}`)
    await expect.poll(async () => (await link(left)).status, { timeout: 15_000 }).toBe(404)
    const jobs = async () =>
      (await admin.query("select 1 from job where kind = 'remove_picture' and org_id = $1", [orgId])).rows
        .length
    await expect.poll(jobs, { timeout: 15_000 }).toBe(0)
    expect((await link(kept)).status).toBe(200)
    expect(readdirSync(join(server.config.dataDir, 'blobs', orgId))).toEqual([kept])
  })
})
