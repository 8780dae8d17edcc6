import { api } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { startServer } from '../../testing/server.ts'

const server = await startServer(await testDatabase())

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

  // Without a provider an answer is what stands there.
  const preview = await ada.call(api.previewAnswer, { body: question })
  expect(preview).toMatchObject({ action: 'answer', reason: null, trace: { mode: 'quoting' } })
  expect(preview.text).toContain(text)
  expect(preview.citations).toMatchObject([{ articleId, version, quote: text }])
  expect(await ben.refusal(api.previewAnswer, { body: question })).toBe('not_allowed')
})
