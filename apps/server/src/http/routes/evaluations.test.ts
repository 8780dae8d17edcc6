import {
  api,
  type ContactGoal,
  type Expectation,
  type Id,
  type InstructionPlace,
  newId,
  type PlayedGoal,
  type TestSetSettings,
  type TestTurn,
  type TestWords,
} from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { NOBODY } from '../../domain/actor/actor.ts'
import { settleAnswers } from '../../domain/alarm/settle-answers.ts'
import { beginEvaluation } from '../../domain/evaluation/begin.ts'
import { findEvaluation } from '../../domain/evaluation/evaluation.ts'
import { endEvaluation, savePlay, startPlaying } from '../../domain/evaluation/play.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anArticle, anInbound, anInbox, anOrg, receive } from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'

// Articles alone answer here, in their own words; with a provider, where its budget is looked at.

const simulators = await startSimulators()
afterAll(() => simulators.close())
const database = await testDatabase()
const admin = await database.connect()
const server = await startServer(database, {
  config: { openaiUrl: simulators.openaiUrl, egressLoopback: [new URL(simulators.url).host] },
})
const { db } = server

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
const LEFT_BEHIND = statement('update job set claimed_by = $3, due_at = null where org_id = $1 and id = $2')
const SET: Omit<TestSetSettings, 'name'> = {
  plays: 1,
  isEvaluatedAfterPublish: false,
  shareNeeded: null,
  articleShareNeeded: null,
}
const turn = (says: string, expected: Partial<Expectation>): TestTurn => ({
  ...{ says: [[says]], only: null, expect: { ...NOTHING, ...expected } },
})
const SHIPPING: TestWords = {
  ...{ name: 'shipping', language: 'en', inboxId: null },
  turns: [
    turn('How long does shipping take?', {
      says: ['3 business days'],
      cites: ['How long does shipping take?'],
    }),
    turn('I want to talk to a person', { actions: ['handoff'], reasons: ['user_asked'] }),
  ],
}
const PARKING: TestWords = {
  ...{ name: 'parking', language: 'en', inboxId: null },
  turns: [turn('Where can I park my car?', { actions: ['answer'], says: ['/behind the (shop|store)/'] })],
}

const NOT_PLAYED: PlayedGoal = {
  ...{ end: 'not_played', isContent: null, isMet: null, shortfalls: [] },
  notPlayed: { by: 'contact', fault: 'rate_limited', reason: 'Too many requests.' },
}

const PROVIDER = {
  ...{ kind: 'openai', baseUrl: null, model: 'gpt-4.1-mini', embeddingModel: null, place: 0 },
  ...{ isEnabled: true, key: 'demo-key' },
}

const INSTRUCTIONS = {
  ...{ tone: '', dos: [], donts: [], purpose: '', topics: [], languages: [], peopleTopics: [], hours: null },
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
  const clientId = newId()
  const set = { name: `Daily ${clientId}`, clientId, ...SET, ...settings }
  const { id: setId } = await ada.call(api.createTestSet, { body: set })
  const text = JSON.stringify(cases)
  await ada.call(api.importTestCases, { params: { setId }, body: { format: 'json', text } })
  return setId
}

async function evaluate(setId: Id, draft: InstructionPlace | null = null) {
  const body = { clientId: newId(), draft }
  const { id } = await ada.call(api.beginEvaluation, { params: { setId }, body })
  return endOf(id)
}

/** An evaluation to its end, in which parking passes or not, or is not played (null), and the rest passes. */
function playedAs(setId: Id, isPassing: boolean | null, articleIds: Id[] = []) {
  const spent = { steps: 0, seconds: 0, tokens: 0, microUsd: 0, unknown: 0 }
  const asked = { setId, clientId: newId(), cause: 'publish' as const, draft: null, articleIds }
  return db.withOrg(orgId, async (tx) => {
    const { id } = await beginEvaluation(tx, NOBODY, asked)
    const { plan = [] } = (await findEvaluation(tx, id)) ?? {}
    for (const play of await startPlaying(tx, id)) {
      const name = plan.find((one) => one.id === play.caseId)?.name
      const hasPassed = isPassing === true || name !== PARKING.name
      const goal = hasPassed || isPassing !== null ? null : NOT_PLAYED
      await savePlay(tx, id, { ...play, hasPassed, turns: [], goal, spent })
    }
    await endEvaluation(tx, id, { status: 'done' })
    await settleAnswers(tx, id)
    return id
  })
}

async function endOf(evaluationId: Id) {
  for (;;) {
    const read = await ada.call(api.getEvaluation, { params: { evaluationId } })
    if (!['waiting', 'running'].includes(read.evaluation.status)) return read
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('an evaluation', () => {
  test('says in words what of which case failed, and what differs from the one before', async () => {
    const setId = await aSet([SHIPPING, PARKING], { plays: 2 })
    const first = await evaluate(setId)

    expect(first.evaluation).toMatchObject({ status: 'done', cases: 2, played: 4, passed: 1, knowledge: /./ })
    expect(first.results.map(({ name, difference, passed }) => [name, difference, passed])).toEqual([
      ['parking', 'failing', 0],
      ['shipping', 'added', 2],
    ])
    expect(first.results[0]?.plays[0]?.turns[0]).toMatchObject({
      answer: { action: 'suggest', reason: 'no_evidence' },
      shortfalls: [
        { code: 'action', wanted: 'answer', came: 'suggest' },
        { code: 'missing', wanted: '/behind the (shop|store)/' },
      ],
    })

    await anArticle(db, orgId, { kind: 'faq', title: 'Where can I park my car?', body: 'Behind the shop.' })
    const second = await evaluate(setId)

    expect(second.evaluation.knowledge).not.toBe(first.evaluation.knowledge)
    expect(first.knowledge).toEqual({ articles: 1, changes: null, more: 0 })
    expect(second.knowledge).toMatchObject({
      ...{ articles: 2, more: 0 },
      changes: [{ change: 'added', title: 'Where can I park my car?', version: 1 }],
    })
    expect(second.results.map(({ name, difference }) => [name, difference])).toEqual([
      ['parking', 'newly_passing'],
      ['shipping', 'passing'],
    ])
    expect(second.before?.id).toBe(first.evaluation.id)
  })

  test('goes on where a process died, and begins once however often it is asked for', async () => {
    const setId = await aSet([SHIPPING, PARKING])
    const asked = { setId, clientId: newId(), cause: 'member' as const, draft: null }
    const spent = { steps: 7, seconds: 0, tokens: 0, microUsd: 0, unknown: 0 }
    const id = await db.withOrg(orgId, async (tx) => {
      const begun = await beginEvaluation(tx, NOBODY, asked)
      const [play] = await startPlaying(tx, begun.id)
      if (play) await savePlay(tx, begun.id, { ...play, hasPassed: true, turns: [], goal: null, spent })
      // Its owner is none of the living.
      const values = [orgId, begun.id, newId()]
      await tx.query(LEFT_BEHIND, values)
      return begun.id
    })
    const again = await ada.call(api.beginEvaluation, {
      params: { setId },
      body: { clientId: asked.clientId, draft: null },
    })
    const { evaluation, results } = await endOf(id)

    expect(again.id).toBe(id)
    expect(evaluation).toMatchObject({ status: 'done', played: 2, spent: { steps: 7 } })
    expect(results.map(({ plays }) => plays.length)).toEqual([1, 1])
  })

  test('stops where a budget has no room, keeps what was played, and says what it came to', async () => {
    await ada.call(api.putAiProvider, { params: { name: 'first' }, body: PROVIDER })
    await ada.call(api.putAiBudget, {
      params: { scope: 'day' },
      body: { steps: 2, seconds: null, tokens: null, microUsd: null },
    })
    const setId = await aSet([{ ...SHIPPING, turns: SHIPPING.turns.slice(0, 1) }], { plays: 5 })

    const { evaluation } = await evaluate(setId)
    const estimate = await ada.call(api.estimateEvaluation, { params: { setId } })

    expect(evaluation.status).toBe('stopped')
    expect(evaluation.stoppedReason).toContain('The budget of today has no room')
    expect(evaluation.played).toBeLessThan(5)
    expect(evaluation.spent.steps).toBeGreaterThan(0)
    expect(estimate.microUsd).toBeGreaterThan(0)
  })

  test('stops where no provider serves ten plays in a row, and not where one is served between', async () => {
    await ada.call(api.putAiProvider, { params: { name: 'first' }, body: PROVIDER })
    const setId = await aSet([{ ...SHIPPING, turns: SHIPPING.turns.slice(0, 1) }], { plays: 20 })
    await simulators.openai.fail({ kind: 'http_500', times: 12 })
    const served = await evaluate(setId)
    await simulators.openai.fail({ kind: 'http_500', times: 1_000 })

    const { evaluation } = await evaluate(setId)

    expect(served.evaluation.status).toBe('done')
    expect(evaluation).toMatchObject({
      ...{ status: 'stopped', played: expect.toSatisfy((played) => played >= 10 && played <= 11) },
      stoppedReason: expect.stringContaining('No provider served the last 10 plays: HTTP 500'),
    })
  })

  test('is cancelled while it is played, and what was being played is given up', async () => {
    await ada.call(api.putAiProvider, { params: { name: 'slow' }, body: PROVIDER })
    await simulators.openai.settings({ latencyMs: 5_000 })
    const setId = await aSet([SHIPPING], { plays: 3 })
    const body = { clientId: newId(), draft: null }
    const { id: evaluationId } = await ada.call(api.beginEvaluation, { params: { setId }, body })
    const cancel = { params: { evaluationId }, body: { status: 'cancelled' } }

    const { status } = await ada.call(api.cancelEvaluation, cancel)

    expect(status).toBe('cancelled')
    expect((await ada.call(api.cancelEvaluation, cancel)).played).toBe(0)
    await simulators.openai.settings({ latencyMs: 0 })
    expect((await evaluate(setId)).evaluation.status).toBe('done')
    const [newest] = (await ada.call(api.listEvaluations, {})).evaluations
    const late = { ...cancel, params: { evaluationId: newest?.id } }
    expect(await ada.refusal(api.cancelEvaluation, late)).toBe('conflict')
  })

  test('tells members of what passed before and fails, until it passes again', async () => {
    const setId = await aSet([PARKING, SHIPPING])
    const question = { kind: 'faq', title: 'Where can I park my car?' } as const
    const { id: articleId, revision } = await anArticle(db, orgId, { ...question, body: 'Behind the shop.' })
    const publish = (version: number | null, at: number) =>
      ada.call(api.publishArticle, { params: { articleId }, body: { version, expect: revision + at } })
    const alarms = async () => (await ada.call(api.listAlarms)).alarms
    await playedAs(setId, true)
    expect(await alarms()).toEqual([])

    await publish(null, 0)
    const { evaluation } = await evaluate(setId)

    const told = { kind: 'answers_worse', inbox: null, about: null, isRead: false, endedAt: null }
    const tests = {
      setId,
      setName: expect.stringMatching(/^Daily /),
      failing: 1,
      evaluationId: evaluation.id,
    }
    const [alarm] = await alarms()
    expect(alarm).toMatchObject({ ...told, tests })
    // What is only tried raises nothing and ends nothing; what goes on to fail is told once.
    await playedAs(setId, true, [articleId])
    await ada.call(api.readAlarms, { body: { alarmIds: [alarm?.id] } })
    const again = await playedAs(setId, false)
    expect(await alarms()).toMatchObject([{ id: alarm?.id, isRead: true, tests: { evaluationId: again } }])
    await publish(1, 1)
    await playedAs(setId, true)
    expect(await alarms()).toMatchObject([{ id: alarm?.id, endedAt: expect.any(String) }])
    await ada.call(api.deleteTestSet, { params: { setId } })
    expect(await alarms()).toEqual([])
  })

  test('is compared with the last in which a case was played in the same words', async () => {
    const setId = await aSet([PARKING, SHIPPING])
    const { cases } = await ada.call(api.getTestSet, { params: { setId } })
    const caseId = cases.find(({ name }) => name === PARKING.name)?.id ?? ''
    const put = (says: string) => {
      const body = { ...PARKING, turns: [turn('Where can I park my car?', { says: [says] })] }
      return ada.call(api.putTestCase, { params: { setId, caseId }, body })
    }
    const open = async () => (await ada.call(api.listAlarms)).alarms.filter(({ endedAt }) => !endedAt)
    const ofParking = async (evaluationId: Id) => {
      const { results } = await ada.call(api.getEvaluation, { params: { evaluationId } })
      return results.find((one) => one.caseId === caseId)?.difference
    }
    await playedAs(setId, true)
    await put('free')
    expect(await ofParking(await playedAs(setId, false))).toBe('failing')
    expect(await open()).toEqual([])

    await playedAs(setId, true)
    await playedAs(setId, null)
    expect(await ofParking(await playedAs(setId, false))).toBe('newly_failing')
    expect(await open()).toMatchObject([{ tests: { setId, failing: 1 } }])
    // Nobody tries it again, so it would never end.
    await ada.call(api.deleteTestCase, { params: { setId, caseId } })
    expect(await open()).toEqual([])
  })

  test('begins by itself once it is quiet after something was published', async () => {
    const setId = await aSet([SHIPPING], { isEvaluatedAfterPublish: true })
    await anArticle(db, orgId, { kind: 'faq', title: 'Do you ship abroad?', body: 'No.' })
    await admin.query('update job set due_at = now() where org_id = $1 and id = $2', [orgId, setId])
    let [began] = (await ada.call(api.listEvaluations, {})).evaluations
    while (!began) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      ;[began] = (await ada.call(api.listEvaluations, {})).evaluations
    }

    expect((await endOf(began.id)).evaluation).toMatchObject({ cause: 'publish', status: 'done', by: null })
    expect((await ada.call(api.listEvaluations, {})).evaluations).toHaveLength(1)
  })
})

describe('a contact with a goal', () => {
  const goal: ContactGoal = {
    ...{ persona: '', wants: 'Find out “How long does shipping take?”', facts: [], begins: [] },
    contentWhen: ['They know that shipping takes 3 business days.'],
    turnsMax: 3,
    expect: { ...NOTHING, actions: ['answer'], cites: ['How long does shipping take?'] },
  }
  const DAYS: TestWords = { name: 'days', language: 'en', inboxId: null, turns: [], goal }

  beforeEach(() => simulators.openai.clear())

  test('is played by the org’s model, once more where it stumbles, and judged again where the judge does', async () => {
    await ada.call(api.putAiProvider, { params: { name: 'first' }, body: PROVIDER })
    const setId = await aSet([DAYS])
    const { playing, calls } = await ada.call(api.estimateEvaluation, { params: { setId } })
    await simulators.openai.fail({ kind: 'cut', match: '<conversation>' })
    await simulators.openai.fail({ kind: 'cut', match: 'Thank you, that is all.' })

    const { evaluation, results } = await evaluate(setId)

    expect([playing, calls]).toEqual([5, 8])
    expect(evaluation).toMatchObject({ status: 'done', passed: 1, notPlayed: 0 })
    const [play] = results[0]?.plays ?? []
    expect(play?.goal).toMatchObject({ end: 'contact', isContent: true, isMet: true, shortfalls: [] })
    expect(play?.turns.map(({ says, answer }) => [says, answer?.action])).toEqual([
      [['How long does shipping take?'], 'answer'],
      [['Thank you, that is all.'], undefined],
    ])
    const ledger = (await ada.call(api.listAiCalls, {})).calls
    const purposes = ledger.slice(0, evaluation.spent.steps).map(({ purpose }) => purpose)
    expect(purposes).toEqual(['verify', 'verify', 'test', 'test', 'test', 'test'])
    expect(ledger.filter(({ status }) => status === 'failed')).toHaveLength(2)
    const shown = (await simulators.openai.log()).filter(({ request }) =>
      JSON.stringify(request).includes('<contact>'),
    )
    expect(JSON.stringify(shown)).not.toContain('<passage')
  })

  test('says which criterion is not met, and what the contact wrote last', async () => {
    await ada.call(api.putAiProvider, { params: { name: 'first' }, body: PROVIDER })
    const contentWhen = ['They know that shipping takes 3 business days.', 'They have “express” offered.']
    const setId = await aSet([{ ...DAYS, goal: { ...goal, contentWhen } }])

    const { results } = await evaluate(setId)

    expect(results[0]).toMatchObject({ difference: 'failing', passed: 0 })
    expect(results[0]?.plays[0]?.goal).toMatchObject({
      ...{ end: 'contact', isContent: false, isMet: false },
      shortfalls: [{ code: 'not_content' }, { code: 'not_met', wanted: contentWhen[1] }],
    })
  })

  test.each([
    ['no provider is there', null, { fault: 'not_configured', tries: 0 }],
    ['garbage comes', { text: 'I am sorry, I cannot help with that.' }, { fault: 'garbled', tries: 2 }],
    ['a filter refuses', { text: '', finish: 'content_filter' }, { fault: 'blocked', tries: 1 }],
  ] as const)(
    'has neither passed nor failed where %s, and the gate says so',
    async (_, reply, { fault, tries }) => {
      if (reply !== null) {
        await ada.call(api.putAiProvider, { params: { name: 'first' }, body: PROVIDER })
        await simulators.openai.script({ shape: 'contact', reply })
      }
      const setId = await aSet([DAYS, PARKING], { shareNeeded: 100 })
      await anArticle(db, orgId, { kind: 'faq', title: 'Where can I park my car?', body: 'Behind the shop.' })
      await ada.call(api.writeAiInstruction, {
        params: { inboxId: 'org' },
        body: { words: INSTRUCTIONS, expect: 0 },
      })

      const { evaluation, results } = await evaluate(setId, 'org')

      expect(evaluation).toMatchObject({ status: 'done', passed: 1, notPlayed: 1 })
      expect(results.map(({ name, difference }) => [name, difference])).toEqual([
        ['days', 'not_played'],
        ['parking', 'added'],
      ])
      expect(results[0]?.plays[0]?.goal).toMatchObject({ notPlayed: { by: 'contact', fault } })
      const asked = (await simulators.openai.log()).map(({ request }) => JSON.stringify(request))
      expect(asked.filter((request) => request.includes('<contact>'))).toHaveLength(tries)
      const publish = { body: { publish: 1, expect: 1 } }
      const refused = await ada.send('PUT', '/v1/ai/instructions/org/published', publish)
      expect(refused.body).toMatchObject({
        message: expect.stringContaining('1 of 2 passed, and 1 could not be played'),
      })
    },
  )

  test('who has no budget left stops the evaluation, and has not failed', async () => {
    await ada.call(api.putAiProvider, { params: { name: 'first' }, body: PROVIDER })
    const setId = await aSet([DAYS])
    const body = { steps: 1, seconds: null, tokens: null, microUsd: null }
    await ada.call(api.putAiBudget, { params: { scope: 'day' }, body })

    const { evaluation } = await evaluate(setId)

    expect(evaluation).toMatchObject({
      ...{ status: 'stopped', played: 0 },
      stoppedReason: expect.stringContaining('The budget of today has no room'),
    })
  })

  test('goes out as JSON and comes in again, and a sheet says that it is left out', async () => {
    const setId = await aSet([DAYS, PARKING])
    const read = (format: string) => ada.call(api.exportTestCases, { params: { setId }, query: { format } })
    const { text, leftOut } = await read('json')
    const again = await aSet(JSON.parse(text).cases, { name: 'Again' })
    const sheet = await read('csv')

    const { cases } = await ada.call(api.getTestSet, { params: { setId: again } })

    expect([leftOut, sheet.leftOut]).toEqual([0, 1])
    expect(cases[0]?.goal).toEqual(goal)
    expect(sheet.text).not.toContain('days')
    const both = { params: { setId, caseId: newId() }, body: { ...DAYS, turns: PARKING.turns } }
    expect(await ada.refusal(api.putTestCase, both)).toBe('invalid_request')
  })
})

describe('test cases', () => {
  test('come out of a sheet as they went in, and no sheet takes one for a formula', async () => {
    const hard: TestWords = {
      ...{ name: '=1+1; "quoted", and\nlong', language: null, inboxId: null },
      turns: [
        { says: [['-5?', 'a "b"'], ['other']], only: null, expect: { ...NOTHING, saysNot: ['/,;/'] } },
        {
          ...{ says: [['then']], only: { actions: ['clarify'], says: ['x'] } },
          expect: { ...NOTHING, reasons: ['budget'], actions: ['handoff', 'answer'] },
        },
      ],
    }
    const from = await aSet([{ ...hard, name: hard.name.replace('\n', ' ') }, SHIPPING])
    const { text } = await ada.call(api.exportTestCases, {
      params: { setId: from },
      query: { format: 'csv' },
    })
    const to = await aSet([PARKING], { name: 'To' })

    const { cases } = await ada.call(api.importTestCases, {
      params: { setId: to },
      body: { format: 'csv', text: text.replaceAll('\n"', '\r\n"') },
    })

    expect(text).not.toMatch(/(^|,)"[=+@-]/m)
    const all = await ada.call(api.getTestSet, { params: { setId: from } })
    const plain = (list: readonly TestWords[]) => list.map(({ name, turns }) => ({ name, turns }))
    expect(plain(cases.slice(1))).toEqual(plain(all.cases))
  })

  test.each([
    ['a pattern that is none', { ...SHIPPING, turns: [turn('x', { says: ['/(/'] })] }, 'case "shipping"'],
    ['no turn', { ...SHIPPING, turns: [] }, 'case "shipping", turns'],
    ['no object', 5, 'case number 2'],
  ])('are taken all or not at all: %s', async (_name, wrong, said) => {
    const setId = await aSet([PARKING])
    const body = { format: 'json', text: JSON.stringify([SHIPPING, wrong]) }
    const answer = await ada.send('POST', `/v1/ai/test-sets/${setId}/cases`, { body })

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ message: expect.stringContaining(said) })
    expect((await ada.call(api.getTestSet, { params: { setId } })).cases).toHaveLength(1)
  })

  test('of an inbox or a set of another org are nobody’s', async () => {
    const theirs = await anOrg(db)
    const { id: inboxId } = await anInbox(db, theirs)
    const setId = await aSet([PARKING])
    const params = { setId, caseId: newId() }

    expect(await ada.refusal(api.putTestCase, { params, body: { ...PARKING, inboxId } })).toBe('not_found')
  })

  test('are made of what was said in a conversation', async () => {
    const inbox = await anInbox(db, orgId)
    const { conversationId, sender } = await aConversation(db, inbox)
    await receive(db, inbox, anInbound('And by post?', { sender }))

    const drafted = await ada.call(api.draftTestCase, { params: { conversationId } })

    expect(drafted.inboxId).toBe(inbox.id)
    expect(drafted.turns.map(({ says }) => says)).toEqual([[['Hello', 'And by post?']]])
    const params = { conversationId }
    const { items } = await ada.call(api.getTimeline, { params, query: { limit: 9 } })
    const first = items.find((item) => item.seq === 1)?.id
    const until = await ada.call(api.draftTestCase, { params, query: { messageId: first } })
    expect(until.turns.map(({ says }) => says)).toEqual([[['Hello']]])
  })
})
