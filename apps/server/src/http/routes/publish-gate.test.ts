import {
  type Article,
  type ArticleWords,
  api,
  type Expectation,
  type Id,
  type InstructionPlace,
  newId,
  type Source,
  type TestSetSettings,
  type TestWords,
} from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { NOBODY } from '../../domain/actor/actor.ts'
import { publishInstruction } from '../../domain/ai-instruction/publish.ts'
import { writeInstruction } from '../../domain/ai-instruction/write.ts'
import { getArticle } from '../../domain/article/article.ts'
import { updateArticle } from '../../domain/article/update.ts'
import { beginEvaluation } from '../../domain/evaluation/begin.ts'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anInbox, anOrg } from '../../testing/factories.ts'
import { type Caller, pathOf, startServer } from '../../testing/server.ts'

// Articles alone answer here, in their own words.

const database = await testDatabase()
const server = await startServer(database)
const { db } = server
const admin = await database.connect()

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
const INSTRUCTIONS = {
  ...{ tone: '', dos: [], donts: [], purpose: '', topics: [], languages: [], peopleTopics: [], hours: null },
}
const TO_PEOPLE = { ...INSTRUCTIONS, peopleTopics: [{ name: 'Shipping', phrases: ['shipping'] }] }
const SET = { name: 'Daily', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: 50 }
const SHIPPING = asks('How long does shipping take?')
const FERRY = asks('When does the ferry leave?')
const PARKING = asks('Where can I park my car?')

function asks(question: string): TestWords {
  return {
    ...{ name: question, language: 'en', inboxId: null },
    turns: [{ says: [[question]], only: null, expect: { ...NOTHING, actions: ['answer'] } }],
  }
}

let orgId: Id
let ada: Caller

beforeEach(async () => {
  orgId = await anOrg(db)
  ada = await server.signIn(orgId, { role: 'owner' })
  await anArticle(db, orgId, {
    ...{ kind: 'faq', title: 'How long does shipping take?' },
    body: 'Shipping takes 3 business days and costs $12.50.',
  })
})

async function aSet(cases: TestWords[], settings: Partial<TestSetSettings> = {}) {
  const body = { ...SET, ...settings, clientId: newId() }
  const { id: setId } = await ada.call(api.createTestSet, { body })
  const text = JSON.stringify(cases)
  await ada.call(api.importTestCases, { params: { setId }, body: { format: 'json', text } })
  return setId
}

async function evaluate(setId: Id, draft: InstructionPlace | null = null, articleIds: Id[] = []) {
  const body = { clientId: newId(), draft, articleIds }
  const { id } = await ada.call(api.beginEvaluation, { params: { setId }, body })
  return endOf(id)
}

async function endOf(evaluationId: Id) {
  for (;;) {
    const { evaluation } = await ada.call(api.getEvaluation, { params: { evaluationId } })
    if (!['waiting', 'running'].includes(evaluation.status)) return evaluation
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

type Words = Partial<typeof TO_PEOPLE>
const write = (place: InstructionPlace, words: Words, expected: number) =>
  ada.call(api.writeAiInstruction, {
    params: { inboxId: place },
    body: { words: { ...INSTRUCTIONS, ...words }, expect: expected },
  })

/** What keeps a version from being published; null: nothing did. */
async function refusalOf(place: InstructionPlace, version: number, expected: number) {
  const body = { publish: version, expect: expected }
  const answer = await ada.send('PUT', `/v1/ai/instructions/${place}/published`, { body })
  expect([200, 409]).toContain(answer.status)
  return answer.status === 200 ? null : (answer.body as { message: string }).message
}

test('instructions are published once the words that are to hold have passed, and the refusal says why', async () => {
  const setId = await aSet([SHIPPING, PARKING])
  await write('org', { tone: 'Calm' }, 0)

  expect(await refusalOf('org', 1, 1)).toBe('The test set "Daily" has to be evaluated on these words first.')
  await evaluate(setId, 'org')
  await write('org', { tone: 'Lively' }, 1)
  expect(await refusalOf('org', 1, 2)).toContain('on these words first')
  await evaluate(setId, 'org')
  await ada.call(api.changeTestSet, { params: { setId }, body: { ...SET, shareNeeded: 90 } })
  expect(await refusalOf('org', 1, 2)).toBe('The test set "Daily" needs 90 % of its cases: 1 of 2 passed.')
  await ada.call(api.changeTestSet, { params: { setId }, body: SET })
  expect(await refusalOf('org', 1, 2)).toBeNull()
})

test('the instructions of an inbox are tried on what is asked in every inbox', async () => {
  const setId = await aSet([SHIPPING])
  const { id: inboxId } = await anInbox(db, orgId)
  await write(inboxId, TO_PEOPLE, 0)

  expect(await refusalOf(inboxId, 1, 1)).toContain('on these words first')
  expect(await evaluate(setId, inboxId)).toMatchObject({ status: 'done', passed: 0 })
  expect(await refusalOf(inboxId, 1, 1)).toContain('0 of 1 passed')
})

test('a tested question is answered as it would be in the inbox that is named', async () => {
  const { id: inboxId } = await anInbox(db, orgId)
  await write(inboxId, TO_PEOPLE, 0)
  expect(await refusalOf(inboxId, 1, 1)).toBeNull()
  const question = { question: 'How long does shipping take?', language: 'en', internal: false }

  const preview = await ada.call(api.tryAnswer, { body: { ...question, inboxId } })

  expect(preview).toMatchObject({ action: 'handoff', reason: 'policy_topic' })
  expect(await ada.call(api.tryAnswer, { body: question })).toMatchObject({ action: 'answer' })
})

test('what is tried is what was written when it began, whatever is written before it is played', async () => {
  const setId = await aSet([SHIPPING])
  await write('org', TO_PEOPLE, 0)
  const asked = { setId, clientId: newId(), cause: 'member' as const, draft: 'org' as const }
  const { id } = await db.withOrg(orgId, async (tx) => {
    const begun = await beginEvaluation(tx, NOBODY, asked)
    await writeInstruction(tx, NOBODY, { place: 'org', words: INSTRUCTIONS, expect: 1 })
    return begun
  })

  expect(await endOf(id)).toMatchObject({ status: 'done', passed: 0 })
  expect(await refusalOf('org', 1, 2)).toContain('on these words first')
})

test('what was tried beside other articles or other instructions is tried again', async () => {
  const { id: inboxId } = await anInbox(db, orgId)
  const setId = await aSet([{ ...SHIPPING, inboxId }])
  await write('org', { tone: 'Calm' }, 0)
  await evaluate(setId, 'org')

  await anArticle(db, orgId, { kind: 'faq', title: 'Do you ship abroad?', body: 'No.' })
  expect(await refusalOf('org', 1, 1)).toContain('on other articles than those of now')
  await write(inboxId, { purpose: 'Orders' }, 0)
  await evaluate(setId, inboxId)
  expect(await refusalOf(inboxId, 1, 1)).toBeNull()
  expect(await evaluate(setId, 'org')).toMatchObject({ passed: 1 })
  await write(inboxId, { purpose: 'Returns' }, 2)
  await evaluate(setId, inboxId)
  expect(await refusalOf(inboxId, 2, 3)).toBeNull()
  expect(await refusalOf('org', 1, 1)).toContain('beside other instructions than those of now')
  await evaluate(setId, 'org')
  expect(await refusalOf('org', 1, 1)).toBeNull()
})

describe('an article', () => {
  const GATE = { shareNeeded: null, articleShareNeeded: 100 }
  const LEFT_BEHIND = statement('update job set claimed_by = $3, due_at = null where org_id = $1 and id = $2')
  const park = { kind: 'faq', title: 'Where can I park my car?', isPublished: false } as const
  const parking = () => anArticle(db, orgId, { ...park, body: 'Behind the house.' })
  const rewrite = ({ id: articleId, revision, newest }: Article, body: string) => {
    const words = { ...wordsOf(newest), body }
    return ada.call(api.updateArticle, { params: { articleId }, body: { ...words, expect: revision } })
  }
  const put = ({ id, revision }: Article, version: number | null) =>
    ada.send('PUT', `/v1/articles/${id}/published`, { body: { version, expect: revision } })
  const dueOf = async (setId: Id) =>
    (await admin.query('select 1 from job where org_id = $1 and id = $2', [orgId, setId])).rows.length
  const alarmOf = async (setId: Id) => {
    const { alarms } = await ada.call(api.listAlarms)
    return alarms.find(({ tests }) => tests?.setId === setId)?.tests
  }
  const lacksOf = async ({ id: articleId }: Article) => {
    const { gates } = await ada.call(api.listArticleGates, { params: { articleId } })
    return gates.map(({ lacks, evaluation }) => [lacks, evaluation?.passed])
  }

  test('answers once the words that are to answer have passed, and goes back without asking', async () => {
    const setId = await aSet([PARKING], GATE)
    const article = await parking()

    const refused = await put(article, 1)
    expect(refused).toMatchObject({
      status: 409,
      body: {
        message: 'The test set "Daily" has to be evaluated on these words first.',
        issues: [{ path: ['test-sets', setId], messageEs: expect.stringContaining('estas palabras') }],
      },
    })
    expect(await lacksOf(article)).toEqual([['evaluation', undefined]])
    expect(await evaluate(setId)).toMatchObject({ passed: 0, articles: [] })
    const tried = await evaluate(setId, null, [article.id])
    expect(tried).toMatchObject({
      ...{ passed: 1, articles: [{ id: article.id, version: 1, title: park.title }] },
    })
    expect(await lacksOf(article)).toEqual([[null, 1]])
    const written = await rewrite(article, 'In front of the house.')
    expect((await put(written, 1)).status).toBe(409)
    expect((await put(await rewrite(written, 'Behind the house.'), 1)).status).toBe(200)
    expect((await evaluate(setId)).knowledge).toBe(tried.knowledge)
    const next = await rewrite(await ada.call(api.getArticle, { params: { articleId: article.id } }), 'No.')
    expect((await put(next, null)).status).toBe(200)
    const back = await ada.call(api.getArticle, { params: { articleId: article.id } })
    expect((await put(back, 1)).status).toBe(200)
  })

  test('that answers no more asks no set, but is looked after by those that articles have to pass', async () => {
    const setId = await aSet([PARKING], GATE)
    const article = await parking()
    await evaluate(setId, null, [article.id])
    await put(article, 1)
    const now = await ada.call(api.getArticle, { params: { articleId: article.id } })
    expect(await dueOf(setId)).toBe(0)

    expect((await put(now, null)).status).toBe(200)

    expect(await dueOf(setId)).toBe(1)
    await admin.query('update job set due_at = now() where id = $1', [setId])
    await expect.poll(() => alarmOf(setId), { timeout: 15_000 }).toMatchObject({ failing: 1 })
    // What contacts never found is deleted without that.
    const inside = await anArticle(db, orgId, { ...park, isPublished: true, audience: 'internal' })
    await ada.call(api.deleteArticle, { params: { articleId: inside.id } })
    expect(await dueOf(setId)).toBe(0)
  })

  test('that an import rewrites asks no set, but is looked after once the import has ended', async () => {
    const expected = { ...NOTHING, actions: ['answer' as const], says: ['house'] }
    const turns = [{ says: [[PARKING.name]], only: null, expect: expected }]
    const setId = await aSet([{ ...PARKING, turns }], GATE)
    const { id: sourceId } = await importAnswer('Behind the house.')
    expect(await dueOf(setId)).toBe(1)
    await admin.query('delete from job where id = $1', [setId])
    expect(await evaluate(setId)).toMatchObject({ passed: 1 })

    // What changes nothing is not tried.
    await importAnswer('Behind the house.', sourceId)
    expect([await dueOf(setId), await alarmOf(setId)]).toEqual([0, undefined])

    await importAnswer('On the roof.', sourceId)
    expect(await dueOf(setId)).toBe(1)
    await admin.query('update job set due_at = now() where id = $1', [setId])
    await expect.poll(() => alarmOf(setId), { timeout: 15_000 }).toMatchObject({ failing: 1 })

    // Contacts find none of it from here on, which is told too, and what is written then they never find.
    await keepInternal(sourceId)
    expect(await dueOf(setId)).toBe(1)
    await admin.query('delete from job where id = $1', [setId])
    await importAnswer('In the garden.', sourceId)
    expect(await dueOf(setId)).toBe(0)
  })

  test('that breaks what passed before is refused by how many passed, and what contacts do not find is not', async () => {
    const setId = await aSet([PARKING, SHIPPING], { ...GATE, articleShareNeeded: 90 })
    const article = await anArticle(db, orgId, { ...park, title: 'Bicycles' })
    const { id } = await evaluate(setId, null, [article.id])

    expect(await put(article, 1)).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('1 of 2 passed'), issues: [{ path: ['evaluations', id] }] },
    })
    const inside = await anArticle(db, orgId, { ...park, audience: 'internal' })
    expect(await lacksOf(inside)).toEqual([])
    expect((await put(inside, 1)).status).toBe(200)
    const questions = [{ question: park.title, answer: 'Behind.', alternates: [] }]
    const body = { clientId: newId(), language: 'en', audience: 'public', isPublished: true, questions }
    expect(await ada.refusal(api.createQuestions, { body })).toBe('conflict')
  })

  test('answers together with others that were tried with it, all of them or none', async () => {
    const setId = await aSet([PARKING, FERRY], GATE)
    const [park, ferry] = [
      await parking(),
      await anArticle(db, orgId, { kind: 'faq', title: FERRY.name, body: 'At nine.', isPublished: false }),
    ]
    const together = (...articles: Article[]) =>
      ada.send('POST', '/v1/articles/published', {
        body: { articles: articles.map(({ id, revision }) => ({ articleId: id, expect: revision })) },
      })
    const answering = async () => {
      const { articles } = await ada.call(api.listArticles, { query: { status: 'published' } })
      return articles.map(({ title }) => title)
    }
    // Each by itself lets one case fail.
    expect(await evaluate(setId, null, [park.id])).toMatchObject({ passed: 1 })
    const tried = await evaluate(setId, null, [ferry.id, park.id])
    expect(tried).toMatchObject({
      passed: 2,
      articles: [{ title: park.newest.title }, { title: FERRY.name }],
    })
    const asked = { body: { articleIds: [ferry.id, park.id] } }
    expect((await ada.call(api.listGatesTogether, asked)).gates).toMatchObject([{ lacks: null }])
    expect((await put(park, 1)).status).toBe(409)

    // One of them was changed since, so that none is published.
    const written = await rewrite(ferry, 'At ten.')
    expect(await together(park, ferry)).toMatchObject({
      status: 409,
      body: {
        message: `“${FERRY.name}” was changed meanwhile: look at it again.`,
        issues: [{ path: ['articles', ferry.id], messageEs: expect.stringContaining('cambió') }],
      },
    })
    expect((await together(park, written)).status).toBe(409)
    expect(await answering()).toEqual(['How long does shipping take?'])
    await evaluate(setId, null, [park.id, written.id])
    expect((await together(written, park)).status).toBe(200)
    expect((await answering()).sort()).toEqual(
      [FERRY.name, 'How long does shipping take?', PARKING.name].sort(),
    )
    expect((await evaluate(setId)).passed).toBe(2)
  })

  test('can be tried with others on a set that nothing has to pass', async () => {
    const setId = await aSet([PARKING])
    await ada.call(api.createTestSet, { body: { ...SET, name: 'Empty', clientId: newId() } })
    const park = await parking()
    const asked = { body: { articleIds: [park.id] } }
    expect(await ada.call(api.listGatesTogether, asked)).toMatchObject({
      gates: [],
      others: [{ setId, lacks: 'evaluation', evaluation: null }],
    })

    const { id } = await evaluate(setId, null, [park.id])

    const { others } = await ada.call(api.listGatesTogether, asked)
    expect(others).toMatchObject([{ lacks: null, evaluation: { id, passed: 1 } }])
    await rewrite(park, 'On the roof.')
    const again = await ada.call(api.listGatesTogether, asked)
    expect(again.others).toMatchObject([{ lacks: 'evaluation', evaluation: null }])
  })

  test('says what else is not as it was, however many are tried', async () => {
    const setId = await aSet([SHIPPING])
    const before = await evaluate(setId)
    const questions = Array.from({ length: 21 }, (_, at) => ({
      ...{ question: `Where is gate ${at}?`, answer: 'Behind.', alternates: [] },
    }))
    const body = {
      clientId: newId(),
      language: 'en',
      audience: 'public' as const,
      isPublished: false,
      questions,
    }
    const { articles } = await ada.call(api.createQuestions, { body })
    const drafts = articles.map(({ id }) => id)
    await anArticle(db, orgId, { kind: 'faq', title: FERRY.name, body: 'At nine.' })
    const { id } = await evaluate(setId, null, drafts)

    const read = await ada.call(api.getEvaluation, { params: { evaluationId: id } })
    expect(read.before?.id).toBe(before.id)
    expect(read.knowledge).toMatchObject({ changes: [{ change: 'added', title: FERRY.name }], more: 0 })
  })

  test('of two that are published at once, one was not tried beside the other', async () => {
    const setId = await aSet([SHIPPING], GATE)
    const both = [await parking(), await anArticle(db, orgId, { ...park, title: 'Do you ship abroad?' })]
    for (const { id } of both) await evaluate(setId, null, [id])

    const ends = await Promise.all(both.map((article) => put(article, 1)))

    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409])
    const message = expect.stringContaining('on other articles than those of now')
    expect(ends).toContainEqual(expect.objectContaining({ body: expect.objectContaining({ message }) }))
  })

  test('was not tried beside instructions that are published at the same time, though they ask no set', async () => {
    const setId = await aSet([PARKING], GATE)
    await write('org', { tone: 'Calm' }, 0)
    const article = await parking()
    await evaluate(setId, null, [article.id])
    const held = `select 1 from pg_locks where not granted and pid in (
      select pid from pg_stat_activity where datname = current_database())`
    let [isOver, putting] = [false, Promise.resolve<unknown>(null)]

    await db.withOrg(orgId, async (tx) => {
      await publishInstruction(tx, NOBODY, { place: 'org', version: 1, expect: 1 })
      putting = put(article, 1).finally(() => {
        isOver = true
      })
      const isSeen = async () => isOver || (await admin.query(held)).rows.length > 0
      await expect.poll(isSeen, { timeout: 15_000 }).toBe(true)
    })

    expect(await putting).toMatchObject({
      ...{ status: 409, body: { message: expect.stringContaining('other instructions than those of now') } },
    })
  })

  test('that is tried goes on where a process died, and stops once somebody changes it', async () => {
    const setId = await aSet([PARKING], GATE)
    const article = await parking()
    const begin = (isChanged: boolean) =>
      db.withOrg(orgId, async (tx) => {
        const asked = { setId, clientId: newId(), cause: 'member' as const, draft: null }
        const { id } = await beginEvaluation(tx, NOBODY, { ...asked, articleIds: [article.id] })
        // Its owner is none of the living.
        await tx.query(LEFT_BEHIND, [orgId, id, newId()])
        const { revision, newest } = await getArticle(tx, article.id)
        const words = { ...wordsOf(newest), body: 'In front of it.' }
        if (isChanged) await updateArticle(tx, NOBODY, { articleId: article.id, words, expect: revision })
        return id
      })

    expect(await endOf(await begin(false))).toMatchObject({ status: 'done', passed: 1 })
    expect(await endOf(await begin(true))).toMatchObject({
      ...{ status: 'stopped', played: 0, stoppedReason: expect.stringContaining('was changed') },
    })
    const both = { clientId: newId(), draft: 'org', articleIds: [article.id] }
    expect(await ada.refusal(api.beginEvaluation, { params: { setId }, body: both })).toBe('invalid_request')
  })
})

/** A file that answers where to park, or a newer version of it. */
async function importAnswer(answer: string, sourceId?: Id): Promise<Source> {
  const contract = sourceId ? api.replaceSourceFile : api.addFileSource
  const query = { filename: 'faq.csv', ...(!sourceId && { clientId: newId() }) }
  const path = pathOf(contract, { query, ...(sourceId && { params: { sourceId } }) })
  const sent = await fetch(`${server.url}${path}`, {
    method: contract.method,
    headers: { origin: server.url, cookie: ada.cookie, 'content-type': 'application/octet-stream' },
    body: `question,answer,language\n${PARKING.name},${answer},en\n`,
  })
  const { id } = (await sent.json()) as Source
  const get = () => ada.call(api.getSource, { params: { sourceId: id } })
  const stateOf = async () => (await get()).lastImport?.status
  await expect.poll(stateOf, { timeout: 15_000, interval: 50 }).toBe('done')
  return get()
}

async function keepInternal(sourceId: Id): Promise<void> {
  const { name, language, schedule, site } = await ada.call(api.getSource, { params: { sourceId } })
  const body = { name, language, schedule, site, audience: 'internal' as const }
  await ada.call(api.changeSource, { params: { sourceId }, body })
}

function wordsOf({ language, audience, title, body, alternates }: ArticleWords): ArticleWords {
  return { language, audience, title, body, alternates }
}
