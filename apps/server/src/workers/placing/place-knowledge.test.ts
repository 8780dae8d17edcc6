import { estimateTokens, NO_TOOLS } from '@hilo/ai'
import { type Id, newId } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { answerQuestion } from '../../answers/answer-question.ts'
import { NOBODY } from '../../domain/actor/actor.ts'
import { listCalls } from '../../domain/ai-call/list.ts'
import { type PutProvider, putProvider } from '../../domain/ai-provider/put.ts'
import { publishArticle } from '../../domain/article/publish.ts'
import { updateArticle } from '../../domain/article/update.ts'
import { claimJob } from '../../domain/job/claim.ts'
import { chooseProvider } from '../../domain/vector/choose.ts'
import { describeMeaning } from '../../domain/vector/meaning.ts'
import { createModels, type Models } from '../../models/models.ts'
import { placeVersion } from '../../models/place-version.ts'
import { tryQuestion } from '../../models/try-question.ts'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg, testKeys } from '../../testing/factories.ts'
import { plainInstructions } from '../../testing/plain-instructions.ts'
import { createPlacer } from './place-knowledge.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
const simulators = await startSimulators()
const { openai } = simulators
const [models, small] = [aModels(), aModels(1)]
const nodeId = newId()
let orgId: Id

afterAll(() => simulators.close())
beforeEach(async () => {
  orgId = await anOrg(db)
  await openai.clear()
  await openai.settings({ token: 'demo-key' })
})

function aModels(vectorBytesMax?: number): Models {
  const made = createModels({
    ...{ db, keys: testKeys, openaiUrl: simulators.openaiUrl, installation: null, vectorBytesMax },
    ...{ loopback: [new URL(simulators.url).host], forbiddenHosts: [], log: { error: () => undefined } },
  })
  afterAll(() => made.close())
  return made
}

const THINGS =
  'kettle sofabed mirror carpet teapot candle pillow blanket curtain lantern drawer cabinet'.split(' ')

/** Titles and texts have no word in common, but the beginnings of words, which the simulated model knows. */
async function aShop() {
  const articles = []
  for (const thing of THINGS) {
    articles.push(
      await anArticle(db, orgId, {
        ...{ kind: 'faq', title: `${thing}x`, body: `${thing.slice(0, 5)}ingston is there.` },
      }),
    )
  }
  return articles
}

const put = (over: Partial<PutProvider> = {}) =>
  db.withOrg(orgId, (tx) =>
    putProvider(tx, testKeys, {
      ...{ name: 'first', kind: 'openai', baseUrl: null, model: 'gpt-4.1-mini', place: 0 },
      ...{ embeddingModel: 'hilo-demo-embedding', isEnabled: true, key: 'demo-key', actor: NOBODY },
      ...over,
    }),
  )

async function choose(embeddingModel = 'hilo-demo-embedding', name = 'first') {
  await put({ embeddingModel, name })
  await db.withOrg(orgId, (tx) => chooseProvider(tx, { provider: name, installationModel: null }))
}

/** Runs the org's job once, as if its time had come. @returns whether there was one. */
async function run(): Promise<boolean> {
  const { rows } = await admin.query(
    `update job set due_at = now() where org_id = $1 and kind = 'place_chunks' returning id`,
    [orgId],
  )
  const id = rows[0]?.id
  const claimed = id && (await claimJob(db, { orgId, id, nodeId, living: [nodeId] }))
  if (claimed) await createPlacer(db, models).place(claimed)
  return Boolean(claimed)
}

const standing = () => db.withOrg(orgId, describeMeaning)
const calls = () => db.withOrg(orgId, (tx) => listCalls(tx, { purpose: 'knowledge', limit: 100 }))
const ask = (question: string, by = models) =>
  tryQuestion({ db, models: by }, orgId, { question, language: 'en', internal: false })
const vectors = async () =>
  (await admin.query('select chunk_id, space from chunk_vector where org_id = $1', [orgId])).rows

describe('an org that wants to find by meaning', () => {
  test('has its articles placed and tried, and finds what has no word of the question', async () => {
    await aShop()
    await choose()
    expect(await ask('lantern')).toMatchObject({ meaning: { outcome: 'not_tried', provider: 'first' } })

    await run()

    expect(await run()).toBe(false)
    const { tried, ...is } = await standing()
    expect(is).toMatchObject({ provider: 'first', chunks: 12, placed: 12, refused: 0, problem: null })
    expect(tried.find(({ kind }) => kind === 'faq')).toMatchObject({ asked: 12, without: { first: 0 } })
    expect(await ask('lanternish?')).toMatchObject({
      meaning: { outcome: 'used', model: 'hilo-demo-embedding' },
      candidates: [{ title: 'lanternx', signals: { meaning: expect.closeTo(0.3, 0) } }, ...others(9)],
    })
    expect((await ask('lanternish?', small)).meaning).toMatchObject({ outcome: 'too_many' })
    // Beside the question: one for the chunks, one for those of the trial with its questions.
    expect(await calls()).toMatchObject([{ status: 'done' }, { status: 'done' }, { status: 'done' }])
  })

  test('sends again only what has changed, and forgets what is found no more', async () => {
    const [first, second] = await aShop()
    await choose()
    await run()
    await openai.clear()
    if (!first || !second) throw new Error('A shop has articles.')

    await db.withOrg(orgId, async (tx) => {
      const { language, audience, title, alternates } = first.newest
      const words = { language, audience, title, alternates, body: 'Something else.' }
      const changed = await updateArticle(tx, NOBODY, { articleId: first.id, words, expect: first.revision })
      await publishArticle(tx, NOBODY, { articleId: first.id, version: 2, expect: changed.revision })
      await publishArticle(tx, NOBODY, { articleId: second.id, version: null, expect: second.revision })
    })
    await run()

    const sent = (await openai.log()).map(({ request }) => (request as { input: string[] }).input)
    expect(sent[0]).toEqual([`${THINGS[0]}x\nSomething else.`])
    expect(await vectors()).toHaveLength(11)
    expect((await ask(`${THINGS[1]}s`)).candidates.map(({ title }) => title)).not.toContain(
      second.newest.title,
    )
  })

  test('is told before what would be sent where, and what that costs, and nothing is sent for it', async () => {
    await aShop()
    await choose('text-embedding-3-small')

    const told = await models.estimatePlacing(orgId, 'first')
    expect(await openai.log()).toEqual([])
    await choose()
    await run()

    const [placed] = (await openai.log()).map(({ request }) => (request as { input: string[] }).input)
    const tokens = (placed ?? []).reduce((sum, text) => sum + estimateTokens(text), 0)
    const place = { provider: 'first', model: 'text-embedding-3-small', host: new URL(simulators.url).host }
    expect(told).toEqual({
      ...{ ...place, articles: 12, internalArticles: 0, chunks: 12, tokens },
      microUsd: Math.ceil(tokens * 0.02),
    })
    expect((await models.estimatePlacing(orgId, 'first')).microUsd).toBeNull()
    await anArticle(db, orgId, { title: 'For members', audience: 'internal' })
    expect(await models.estimatePlacing(orgId, 'first')).toMatchObject({ articles: 13, internalArticles: 1 })
  })

  test('finds a version that is tried by its meaning too, and nobody else finds it', async () => {
    await aShop()
    await choose()
    await run()
    const { id: articleId } = await anArticle(db, orgId, {
      ...{ kind: 'faq', title: 'violinx', body: 'violington is there.', isPublished: false },
    })
    const tried = { articleId, version: 1 }
    const signal = new AbortController().signal
    const end = await placeVersion({ db, models }, { orgId, tried }, signal)
    const placed = end.type === 'done' ? end.placed : null

    const { trace } = await answerQuestion(
      { db, models, log: { error: () => undefined } },
      {
        ...{ orgId, inboxId: null, conversationId: null, messageId: null, language: 'en', leftOpen: 0 },
        ...{ turns: [{ from: 'contact', text: 'violinish?' }], audiences: ['public'], purpose: 'test' },
        ...{ instructions: plainInstructions('en'), toolbox: NO_TOOLS, tried: [{ ...tried, placed }] },
      },
      signal,
    )

    expect(trace.meaning?.outcome).toBe('used')
    expect(trace.candidates[0]).toMatchObject({ articleId, signals: { meaning: expect.closeTo(0.3, 0) } })
    expect((await ask('violinish?')).candidates.map(({ title }) => title)).not.toContain('violinx')
  })

  test.each<Partial<PutProvider>>([
    { isEnabled: false },
    { embeddingModel: 'text-embedding-3-small' },
    { kind: 'compatible', baseUrl: 'https://elsewhere.example/v1' },
  ])('that changed whom it had agreed to by %j is asked anew before anything is sent', async (change) => {
    await aShop()
    await choose()
    await run()
    const before = (await calls()).length
    await put({ model: 'gpt-4.1' })
    expect((await standing()).provider).toBe('first')
    await put(change)
    await put()
    await run()

    expect((await standing()).provider).toBeNull()
    expect(await calls()).toHaveLength(before)
  })

  test('has all of it placed anew by another model, and forgotten when it wants none', async () => {
    await aShop()
    await choose()
    await run()
    const [before] = await vectors()

    await choose('another-embedding')
    await run()
    const [after] = await vectors()
    await db.withOrg(orgId, (tx) => chooseProvider(tx, { provider: null, installationModel: null }))
    await run()

    expect(after?.space).not.toBe(before?.space)
    expect(await vectors()).toEqual([])
    expect(await standing()).toMatchObject({ provider: null, placed: 0, tried: [] })
    expect((await ask('lanterns')).meaning).toBeNull()
  })
})

// Which questions set the rule, and which judge it, is drawn by ids: a draw may happen to show nothing, and
// then nearness rightly counts for nothing. Each try is another org.
test('nearness answers what has no word of the question, once the org has shown it', {
  retry: 4,
}, async () => {
  // No slip makes one of another.
  const stems = [...'bcdfghjklmnpqrstvw'].flatMap((one) =>
    [...'aeiou'].flatMap((two) => [...'zkp'].map((end) => `${one}${two}${one}${two}${end}`)),
  )
  for (let at = 0; at < stems.length; at += 2) {
    const [one, other] = stems.slice(at, at + 2)
    const words = { title: `${one}x ${other}x`, body: `${one}ingston ${other}ingston is there.` }
    await anArticle(db, orgId, { kind: 'faq', ...words })
  }
  await choose()
  const question = `${stems[0]}ish ${stems[1]}ish?`
  expect((await ask(question)).isEnough).toBe(false)

  await run()

  const faq = (await standing()).tried.find(({ kind }) => kind === 'faq')
  expect(faq?.evidence).toMatchObject({ there: 135, gone: 135, without: { right: 0 } })
  expect(faq?.evidence?.with.right).toBeGreaterThan(60)
  expect(await ask(question)).toMatchObject({
    ...{ isEnough: true, threshold: faq?.evidence?.threshold },
    candidates: [{ title: `${stems[0]}x ${stems[1]}x`, signals: { words: 0 } }, ...others(9)],
  })
  expect((await ask('something else')).isEnough).toBe(false)
  // What holds in the space of one model tells nothing of another.
  await choose('another-embedding')
  expect((await ask(question)).isEnough).toBe(false)
})

describe('a provider that fails', () => {
  test('is asked again later, and members read why', async () => {
    await aShop()
    await choose()
    await openai.fail({ kind: 'rate_limited', times: 1 })

    await run()
    expect(await standing()).toMatchObject({ placed: 0, problem: expect.stringContaining('Rate limit') })
    await run()

    expect(await standing()).toMatchObject({ placed: 12, problem: null })
  })

  test('does not keep the other texts from their places by refusing one', async () => {
    await aShop()
    await choose()
    // The batch; then each goes alone.
    await openai.fail({ kind: 'too_long', times: 1 })

    await run()

    expect(await standing()).toMatchObject({ placed: 12, refused: 0, problem: null })
  })

  test('keeps no question waiting', async () => {
    await aShop()
    await choose()
    await run()

    await openai.fail({ kind: 'http_500', times: 1 })

    const asked = await ask('lanternx')
    expect(asked.meaning).toMatchObject({ outcome: 'failed', reason: expect.any(String) })
    await openai.fail({ kind: 'hang', times: 1 })
    expect((await ask('lanternx')).meaning).toMatchObject({ outcome: 'slow' })
    expect(asked.candidates[0]).toMatchObject({ title: 'lanternx' })
  })
})

const others = (count: number) => Array.from({ length: count }, () => expect.anything())
