import { chunkMarkdown, FIELDS, type Hit, indexPieces, type Piece, shapeOf } from '@hilo/ai'
import type { Article, ArticleWords, Id } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { getArticle } from '../article/article.ts'
import { deleteArticle, publishArticle } from '../article/publish.ts'
import { updateArticle } from '../article/update.ts'
import { describeChunks } from './describe.ts'
import { judgeChunks, judgeEach } from './judge.ts'
import { searchChunks } from './search.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

// Some tell a price, which another question asks for.
const WORDS = [
  'refund',
  'order',
  'card',
  'lost',
  'late',
  'delivery',
  'price',
  'desk',
  'ticket',
  'the',
  '9 euros',
]
const sentence = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 })
  .map((all) => all.join(' '))
// Also as they are typed.
const asked = fc
  .array(fc.constantFrom(...WORDS, 'refnud', 'delivry', 'tickket', 'how much'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) => all.join(' '))
const words: fc.Arbitrary<ArticleWords> = fc.record({
  language: fc.constant('en'),
  audience: fc.constant('public' as const),
  title: sentence,
  body: fc
    .array(sentence, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one) => `## ${one}\n\n${one} ${one}`).join('\n\n')),
  alternates: fc.array(sentence, { maxLength: 2 }),
})
type Change = { article: number; words: ArticleWords | null }
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({ article: fc.nat(3), words: fc.option(words, { freq: 4 }) }),
  { minLength: 1, maxLength: 8 },
)

describe('searchChunks', () => {
  test('finds, after any changes, what an index in memory of the same articles finds', async () => {
    await fc.assert(
      fc.asyncProperty(changes, asked, async (all, question) => {
        const orgId = await anOrg(db)
        const articles = await play(orgId, all)

        const found = await search(orgId, question)

        const pieces = piecesOf(articles)
        const hits = indexPieces(pieces).search(question, { language: 'en', limit: 20 })
        // Where scores are equal the numbers of chunks decide, which are given out in another order.
        expect(found.map(({ score }) => score.toFixed(9))).toEqual(hits.map(({ score }) => score.toFixed(9)))
        expect(found.map(lineOf).sort()).toEqual(
          hits.map(({ piece, ...hit }) => lineOf({ ...hit, text: pieces[piece]?.body ?? '' })).sort(),
        )
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  test('judges several questions at once as it judges each alone', async () => {
    const shared = { audiences: ['public'] as const, limit: 5 }
    await fc.assert(
      fc.asyncProperty(changes, fc.array(asked, { maxLength: 3 }), async (all, questions) => {
        const orgId = await anOrg(db)
        const titles = (await play(orgId, all)).map(({ title }) => title)
        const written = [...questions, '', ...titles].map((question) => ({ question, language: 'en' }))
        await db.withOrg(orgId, async (tx) => {
          const alone = []
          for (const one of written) alone.push(await judgeChunks(tx, { ...one, ...shared }))

          expect(await judgeEach(tx, written, shared)).toEqual(alone)
        })
      }),
      { numRuns: 10 },
    )
  }, 60_000)

  test('leaves nothing behind of what was deleted', async () => {
    const orgId = await anOrg(db)
    const { id } = await anArticle(db, orgId, { body: 'One.\n\n# Two\n\nThree.', alternates: ['Four?'] })

    await db.withOrg(orgId, (tx) => deleteArticle(tx, id))

    const { rows } = await admin.query(
      `select (select count(*)::int from posting where org_id = $1) as postings,
              (select coalesce(sum(chunks + filled + length), 0)::int from field_total where org_id = $1) as totals`,
      [orgId],
    )
    expect(rows).toEqual([{ postings: 0, totals: 0 }])
  })

  test('an article is judged for its very title, wherever it is ranked, and for another’s', async () => {
    const orgId = await anOrg(db)
    for (let at = 0; at < 6; at++) {
      await anArticle(db, orgId, { title: `${at}`, body: 'Returns.', alternates: ['Returns, returns'] })
    }
    const body = '## In a shop\n\nAt the desk, with the receipt.\n\n## By post\n\nIn the box that it came in.'
    const { id } = await anArticle(db, orgId, {
      title: 'Returns',
      body,
      alternates: ['Who are we?', 'And a box'],
    })
    const judge = (question: string, audiences: readonly ('public' | 'internal')[] = ['public']) =>
      db.withOrg(orgId, (tx) => judgeChunks(tx, { question, language: 'en', audiences, limit: 5 }))

    expect((await judge('hello, RETURNS please')).map(({ articleId }) => articleId)).toContain(id)
    // Of these no word is looked for.
    expect((await judge('who are we')).map(({ articleId }) => articleId)).toEqual([id])
    expect(await judge('who are we', ['internal'])).toEqual([])
  })

  test('shows what is internal to members alone', async () => {
    const orgId = await anOrg(db)
    await anArticle(db, orgId, { title: 'Discount for staff', audience: 'internal' })

    expect(await search(orgId, 'discount')).toEqual([])
    expect(await search(orgId, 'discount', ['public', 'internal'])).toHaveLength(1)
  })

  test('takes a slip of the finger for the word that was meant, of what whoever asks may read', async () => {
    const orgId = await anOrg(db)
    await anArticle(db, orgId, { title: 'Subscriptions', body: 'Cancel them in your account.' })
    await anArticle(db, orgId, { title: 'Discount for staff', audience: 'internal' })

    expect(await search(orgId, 'how do i cancle it')).toHaveLength(1)
    expect(await search(orgId, 'my subscritpoins')).toHaveLength(1)
    expect(await search(orgId, 'discuont')).toEqual([])
    expect(await search(orgId, 'discuont', ['public', 'internal'])).toHaveLength(1)
    expect(await search(orgId, 'candle')).toEqual([])
  })

  test('finds nothing of another org', async () => {
    await anArticle(db, await anOrg(db), { title: 'Zanzibar' })

    expect(await search(await anOrg(db), 'zanzibar')).toEqual([])
  })

  test('finds all of what was published at the same time', async () => {
    const orgId = await anOrg(db)

    await Promise.all(
      ['one', 'two', 'three', 'four'].map((body) => anArticle(db, orgId, { body: `Kiwi ${body}.` })),
    )

    expect(await search(orgId, 'kiwi')).toHaveLength(4)
  })

  test.each(["'; drop --", '\0', '🥝', '{"a":1}', '%_', 'x'.repeat(1_000)])(
    'takes "%s" for a question like any other',
    async (question) => {
      const orgId = await anOrg(db)
      await anArticle(db, orgId)

      expect(await search(orgId, question)).toEqual([])
    },
  )
})

async function search(
  orgId: Id,
  question: string,
  audiences: readonly ('public' | 'internal')[] = ['public'],
) {
  return db.withOrg(orgId, async (tx) => {
    const found = await searchChunks(tx, { question, language: 'en', audiences, limit: 20 })
    const described = await describeChunks(tx, found)
    return found.map(({ score, chunkId, title, body, trigram, alternate }) => ({
      score,
      signals: { title, body, trigram, alternate },
      text: described.find((chunk) => chunk.chunkId === chunkId)?.text ?? '',
    }))
  })
}

function lineOf({ score, signals, text }: Pick<Hit, 'score' | 'signals'> & { text: string }): string {
  // The server keeps millionths.
  const rounded = FIELDS.map((field) => Math.round(signals[field] * 1e6))
  return [score.toFixed(9), ...rounded, text].join(' ')
}

/** Four articles, and what they say after the changes. */
async function play(orgId: Id, all: readonly Change[]): Promise<ArticleWords[]> {
  const known = new Map<number, Article>()
  for (const { article, words: next } of all) {
    const before = known.get(article)
    if (!before) {
      if (next) known.set(article, await anArticle(db, orgId, next))
      continue
    }
    await db.withOrg(orgId, async (tx) => {
      if (!next) {
        await deleteArticle(tx, before.id)
        known.delete(article)
        return
      }
      const { revision } = await getArticle(tx, before.id)
      const written = await updateArticle(tx, NOBODY, { articleId: before.id, words: next, expect: revision })
      const publish = { articleId: before.id, version: written.version, expect: written.revision }
      known.set(article, await publishArticle(tx, NOBODY, publish))
    })
  }
  return [...known.values()].map(({ newest }) => newest)
}

function piecesOf(articles: readonly ArticleWords[]): Piece[] {
  return articles.flatMap(({ title, body, alternates, language }) => {
    const chunks = chunkMarkdown(body)
    if (chunks.length === 0) chunks.push({ headings: [], start: 0, end: 0 })
    const shape = shapeOf({ pieces: chunks.length, alternates })
    return chunks.map(({ headings, start, end }) => ({
      ...{ title, headings, body: body.slice(start, end), alternates, language, shape },
    }))
  })
}
