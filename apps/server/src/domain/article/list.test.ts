import { type Id, newId } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { createQuestions } from './create-questions.ts'
import { listArticles, listQuestions } from './list.ts'
import { publishArticle } from './publish.ts'
import { updateArticle } from './update.ts'

const { db } = await testDatabase()
let orgId: Id

beforeAll(async () => {
  orgId = await anOrg(db)
  await anArticle(db, orgId, { title: 'Política de devolución', language: 'es', isPublished: false })
  await anArticle(db, orgId, { title: 'Shipping', body: 'A refund of the postage is due within ten days.' })
  await anArticle(db, orgId, { title: 'Rates of the staff', audience: 'internal' })
  const changed = await anArticle(db, orgId, { title: 'Opening hours', kind: 'faq' })
  const words = { ...changed.newest, body: 'From nine.', alternates: ['When do you open?'] }
  const { language, audience, title, body, alternates } = words
  await db.withOrg(orgId, (tx) =>
    updateArticle(tx, NOBODY, {
      articleId: changed.id,
      words: { language, audience, title, body, alternates },
      expect: changed.revision,
    }),
  )
})

const titles = async (filter: object, org = orgId) => {
  const { articles } = await db.withOrg(org, (tx) => listArticles(tx, { limit: 50, ...filter }))
  return articles.map(({ title }) => title)
}

describe('listArticles', () => {
  test.each([
    [{ search: 'politica DEVOLUCION' }, ['Política de devolución']],
    [{ search: 'when open' }, ['Opening hours']],
    // Found by what it says, in another form of the word.
    [{ search: 'refunds' }, ['Shipping']],
    [{ search: 'refunds', audience: 'internal' }, []],
    [{ search: '%' }, []],
    [{ search: "o'clock \\ " }, []],
    [{ status: 'draft' }, ['Política de devolución']],
    [{ status: 'changed' }, ['Opening hours']],
    [{ status: 'published' }, ['Rates of the staff', 'Shipping']],
    [{ language: 'es' }, ['Política de devolución']],
    [{ audience: 'internal' }, ['Rates of the staff']],
    [{ kind: 'faq' }, ['Opening hours']],
    [{ hasAnswered: 'false' }, ['Opening hours', 'Política de devolución']],
    [{ hasAnswered: 'true' }, ['Rates of the staff', 'Shipping']],
  ] as const)('narrowed to %j', async (filter, expected) => {
    expect(await titles(filter)).toEqual(expected)
  })

  test('what answered once and was taken out takes no place from what never did', async () => {
    const org = await anOrg(db)
    await anArticle(db, org, { title: 'Never published', isPublished: false })
    const { id, revision } = await anArticle(db, org, { title: 'Taken out' })
    await db.withOrg(org, (tx) =>
      publishArticle(tx, NOBODY, { articleId: id, version: null, expect: revision }),
    )

    expect(await titles({ status: 'draft', limit: 1 }, org)).toEqual(['Taken out'])
    const filter = { status: 'draft', hasAnswered: 'false', limit: 1 }
    expect(await titles(filter, org)).toEqual(['Never published'])
  })

  test('goes on where the page before ended, while words are looked for too', async () => {
    const first = await page({})
    const second = await page({ after: first.next ?? '' })

    const all = await titles({ search: 's' })
    expect([...first.articles, ...second.articles].map(({ title }) => title)).toEqual(all.slice(0, 2))
    expect([all.length, first.articles.length]).toEqual([3, 1])

    function page(place: { after?: string }) {
      return db.withOrg(orgId, (tx) => listArticles(tx, { search: 's', limit: 1, ...place }))
    }
  })

  test('finds nothing of another org', async () => {
    expect(await titles({ search: 'shipping' }, await anOrg(db))).toEqual([])
  })
})

test('many questions are written at once, and asked again they are the same ones', async () => {
  const shop = await anOrg(db)
  const questions = [1, 2, 3].map((n) => ({
    question: `Question ${n}?`,
    answer: `Answer ${n}.`,
    alternates: [],
  }))
  const given = {
    clientId: newId(),
    language: 'en',
    audience: 'public',
    isPublished: true,
    questions,
  } as const
  const write = () => db.withOrg(shop, (tx) => createQuestions(tx, NOBODY, { ...given, questions }))

  const first = await write()
  const again = await write()

  expect(first.map(({ publishedVersion, newest }) => [publishedVersion, newest.body])).toEqual([
    ...[1, 2, 3].map((n) => [1, `Answer ${n}.`]),
  ])
  expect(again).toEqual(first)
  const listed = await db.withOrg(shop, (tx) => listQuestions(tx, { limit: 50, search: 'answer 2' }))
  expect(listed.articles.map(({ newest }) => newest.title)).toContain('Question 2?')
})
