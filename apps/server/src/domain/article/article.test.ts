import { type Article, type ArticleWords, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { OrgTx } from '../../db/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { aMember, anArticle, anOrg } from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { followFirst } from '../article-variant/follow.ts'
import { asIfPublished } from '../chunk/as-if-published.ts'
import { describeChunks } from '../chunk/describe.ts'
import { searchChunks } from '../chunk/search.ts'
import { readKnowledge } from '../knowledge/overview.ts'
import { getArticle, getVersion } from './article.ts'
import { createArticle } from './create.ts'
import { listArticles, listVersions } from './list.ts'
import { deleteArticle, publishArticle, publishTogether } from './publish.ts'
import { updateArticle } from './update.ts'

const { db } = await testDatabase()

const WORDS: ArticleWords = {
  ...{ language: 'en', audience: 'public', title: 'Refunds', body: 'Within thirty days.', alternates: [] },
}

describe('an article', () => {
  test('answers nobody until it is published', async () => {
    const orgId = await anOrg(db)
    const { id, revision } = await anArticle(db, orgId, { ...WORDS, isPublished: false })

    expect(await answers(orgId, 'refunds')).toEqual([])
    await db.withOrg(orgId, (tx) =>
      publishArticle(tx, NOBODY, { articleId: id, version: 1, expect: revision }),
    )
    expect(await answers(orgId, 'refunds')).toEqual(['Within thirty days.'])
  })

  test.each(['', ' \n'])('without a text is a draft only: %j', async (body) => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, { ...WORDS, body, isPublished: false })
    const { id: articleId, revision: expected } = article
    const together = () =>
      db.withOrg(orgId, (tx) => publishTogether(tx, NOBODY, [{ articleId, expect: expected }]))

    await expect(publish(orgId, article, 1)).rejects.toMatchObject({
      ...{ code: 'invalid_request' },
      issues: [{ path: ['body'], messageEs: 'No tiene texto: escribe qué responde.' }],
    })
    await expect(together()).rejects.toMatchObject({
      ...{ code: 'invalid_request', message: '“Refunds” has no text: write what it answers.' },
      issues: [{ path: ['articles', articleId] }],
    })
    expect(await answers(orgId, 'refunds')).toEqual([])
  })

  test('goes on answering as it was while the next version is written', async () => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, WORDS)

    const written = await change(orgId, article, { ...WORDS, body: 'Within ten days.' })
    const again = await change(orgId, written, { ...WORDS, body: 'Within five days.' })

    expect([written.version, again.version, again.publishedVersion]).toEqual([2, 2, 1])
    expect(await answers(orgId, 'refunds')).toEqual(['Within thirty days.'])
    const figures = await db.withOrg(orgId, readKnowledge)
    expect(figures).toMatchObject({ published: 1, answering: 1, drafts: 0 })
    await publish(orgId, again, 2)
    expect(await answers(orgId, 'refunds')).toEqual(['Within five days.'])
    await publish(orgId, await db.withOrg(orgId, (tx) => getArticle(tx, article.id)), null)
    expect(await answers(orgId, 'refunds')).toEqual([])
  })

  test('keeps what was quoted, whatever becomes of it', async () => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, WORDS)
    const [quoted] = await db.withOrg(orgId, (tx) => find(tx, 'refunds'))
    const written = await change(orgId, article, { ...WORDS, body: 'Never.' })
    await publish(orgId, written, 2)
    await db.withOrg(orgId, (tx) => deleteArticle(tx, article.id))

    const opened = await db.withOrg(orgId, (tx) => describeChunks(tx, quoted ? [quoted] : []))

    expect(opened).toMatchObject([{ articleId: article.id, version: 1, text: 'Within thirty days.' }])
    await expect(db.withOrg(orgId, (tx) => getVersion(tx, article.id, 1))).resolves.toMatchObject(WORDS)
    await expect(db.withOrg(orgId, (tx) => getArticle(tx, article.id))).rejects.toThrow('no such article')
  })

  test('tried as if it were published is found by who tries it alone, and by nobody after it', async () => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, WORDS)
    const { version } = await change(orgId, article, { ...WORDS, body: 'Within ten days.' })
    const tried = { articleId: article.id, version }
    const say = async (tx: OrgTx) =>
      (await describeChunks(tx, await find(tx, 'refunds'))).map(({ text }) => text)

    const seen = await db.withOrg(orgId, (tx) =>
      asIfPublished(tx, [tried], async () => [await say(tx), await answers(orgId, 'refunds')]),
    )

    expect(seen).toEqual([['Within ten days.'], ['Within thirty days.']])
    expect(await answers(orgId, 'refunds')).toEqual(['Within thirty days.'])
    const fails = db.withOrg(orgId, (tx) =>
      asIfPublished(tx, [tried], () => Promise.reject(new Error('gone'))),
    )
    await expect(fails).rejects.toThrow('gone')
    expect(await answers(orgId, 'refunds')).toEqual(['Within thirty days.'])
  })

  test('published again as it was, has the chunks that were quoted', async () => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, WORDS)
    const before = await db.withOrg(orgId, (tx) => find(tx, 'refunds'))
    await publish(orgId, await change(orgId, article, { ...WORDS, body: 'Never.' }), 2)

    await publish(orgId, await db.withOrg(orgId, (tx) => getArticle(tx, article.id)), 1)

    const after = await db.withOrg(orgId, (tx) => find(tx, 'refunds'))
    expect(after.map(({ chunkId }) => chunkId)).toEqual(before.map(({ chunkId }) => chunkId))
  })

  test('is not overwritten by who read it before somebody else changed it', async () => {
    const orgId = await anOrg(db)
    const article = await anArticle(db, orgId, WORDS)

    const both = await Promise.allSettled(
      ['Ten days.', 'Five days.'].map((body) => change(orgId, article, { ...WORDS, body })),
    )

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const versions = await db.withOrg(orgId, (tx) => listVersions(tx, article.id))
    expect(versions.map(({ version }) => version)).toEqual([2, 1])
  })

  test('asked for twice is one', async () => {
    const orgId = await anOrg(db)
    const asked = { ...WORDS, kind: 'faq' as const, clientId: newId() }
    const create = () => db.withOrg(orgId, (tx) => createArticle(tx, NOBODY, asked))

    const [one, two] = await Promise.all([create(), create()])

    expect(two.id).toBe(one.id)
  })

  test('is listed once, page by page, the one that changed last first', async () => {
    const orgId = await anOrg(db)
    const made: Article[] = []
    for (const title of ['One', 'Two', 'Three']) made.push(await anArticle(db, orgId, { title }))
    await db.withOrg(orgId, (tx) => deleteArticle(tx, made[1]?.id ?? ''))

    const first = await db.withOrg(orgId, (tx) => listArticles(tx, { limit: 1 }))
    const rest = await db.withOrg(orgId, (tx) => listArticles(tx, { limit: 1, after: first.next ?? '' }))

    expect([...first.articles, ...rest.articles].map(({ title }) => title)).toEqual(['Three', 'One'])
    expect(rest.next).toBeNull()
  })
})

type State = { id: Id; revision: number }

function change(orgId: Id, { id, revision }: State, words: ArticleWords) {
  return db.withOrg(orgId, (tx) => updateArticle(tx, NOBODY, { articleId: id, words, expect: revision }))
}

function publish(orgId: Id, { id, revision }: State, version: number | null) {
  return db.withOrg(orgId, (tx) => publishArticle(tx, NOBODY, { articleId: id, version, expect: revision }))
}

function find(tx: OrgTx, question: string) {
  return searchChunks(tx, { question, language: 'en', audiences: ['public'], limit: 5 })
}

function answers(orgId: Id, question: string): Promise<string[]> {
  return db.withOrg(orgId, async (tx) => {
    const chunks = await describeChunks(tx, await find(tx, question))
    return chunks.map(({ text }) => text)
  })
}

describe('what is said in several languages', () => {
  const spanish = { ...WORDS, language: 'es', title: 'Devoluciones' }
  const variant = (orgId: Id, words: ArticleWords, variantOf: Id) =>
    db.withOrg(orgId, (tx) =>
      createArticle(tx, NOBODY, { ...words, kind: 'page', clientId: newId(), variantOf }),
    )
  const read = (orgId: Id, id: Id) => db.withOrg(orgId, (tx) => getArticle(tx, id))
  const outdated = async (orgId: Id, id: Id) =>
    (await read(orgId, id)).variants.filter(({ isOutdated }) => isOutdated).map(({ language }) => language)

  test('is one article in each, whichever of them it is written from', async () => {
    const orgId = await anOrg(db)
    const english = await anArticle(db, orgId, WORDS)
    const es = await variant(orgId, spanish, english.id)
    const pt = await variant(orgId, { ...WORDS, language: 'pt' }, es.id)

    expect((await read(orgId, pt.id)).variants).toMatchObject([
      { id: english.id, language: 'en', isFirst: true, isPublished: true },
      { id: es.id, language: 'es', title: 'Devoluciones', isFirst: false, isPublished: false },
      { id: pt.id, language: 'pt' },
    ])
    const { articles } = await db.withOrg(orgId, (tx) => listArticles(tx, { limit: 9, language: 'es' }))
    expect(articles).toMatchObject([{ otherLanguages: ['en', 'pt'], isOutdated: false }])
    await expect(variant(orgId, spanish, pt.id)).rejects.toMatchObject({ code: 'conflict' })
    await db.withOrg(orgId, (tx) => deleteArticle(tx, english.id))
    await db.withOrg(orgId, (tx) => deleteArticle(tx, pt.id))
    expect((await read(orgId, es.id)).variants).toEqual([])
  })

  test('is outdated once the first was published anew, until somebody saw to it', async () => {
    const orgId = await anOrg(db)
    const english = await anArticle(db, orgId, WORDS)
    const es = await variant(orgId, spanish, english.id)
    const written = await change(orgId, english, { ...WORDS, body: 'Within ten days.' })
    expect(await outdated(orgId, es.id)).toEqual([])
    await publish(orgId, written, 2)

    expect(await outdated(orgId, es.id)).toEqual(['es'])
    await db.withOrg(orgId, (tx) => followFirst(tx, es.id))
    expect(await outdated(orgId, es.id)).toEqual([])
  })

  test('cannot be given the language of another by a member, and leaves it to that when it is imported', async () => {
    const orgId = await anOrg(db)
    const english = await anArticle(db, orgId, WORDS)
    const es = await variant(orgId, spanish, english.id)
    const ada = { memberId: await aMember(db, orgId), apiKeyId: null }
    const words = { ...spanish, language: 'en' }
    const rewrite = (actor: typeof ada | typeof NOBODY) =>
      db.withOrg(orgId, (tx) => updateArticle(tx, actor, { articleId: es.id, words, expect: es.revision }))

    await expect(rewrite(ada)).rejects.toMatchObject({ code: 'conflict' })
    expect((await rewrite(NOBODY)).variants).toEqual([])
  })
})
