import { hasPassed } from '@hilo/ai'
import type { ContactGoal, Id, TestWords } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { putBudget } from '../domain/ai-budget/put.ts'
import { putProvider } from '../domain/ai-provider/put.ts'
import { createModels } from '../models/models.ts'
import { testDatabase } from '../testing/database.ts'
import { anArticle, anOrg, testKeys } from '../testing/factories.ts'
import { plainInstructions } from '../testing/plain-instructions.ts'
import { openContact } from './play-contact.ts'
import { playTest } from './play-test.ts'

const { db } = await testDatabase()
const simulators = await startSimulators()
const { openai } = simulators
const log = { error: () => undefined }
const withPatience = (firstMs: number) =>
  createModels({
    ...{ db, keys: testKeys, openaiUrl: simulators.openaiUrl, installation: null, log },
    ...{ loopback: [new URL(simulators.url).host], forbiddenHosts: [], patience: { firstMs } },
  })
const [models, hasty] = [withPatience(7_000), withPatience(100)]
const actor = { memberId: null, apiKeyId: null }
const SAID = [
  { from: 'contact' as const, text: 'How long does shipping take?' },
  { from: 'us' as const, text: 'Shipping takes 3 business days.' },
]
const goal: ContactGoal = {
  ...{ persona: '', wants: 'Find out “How long does shipping take?”', facts: [], begins: [] },
  contentWhen: ['They know that shipping takes 3 business days.'],
  turnsMax: 3,
  expect: { actions: [], reasons: [], says: [], saysNot: [], cites: [] },
}
const DAYS: TestWords = { name: 'days', language: 'en', inboxId: null, turns: [], goal }
const FOREVER = { times: 1_000 }
let orgId: Id

afterAll(async () => {
  await Promise.all([models.close(), hasty.close()])
  await simulators.close()
})
beforeEach(async () => {
  orgId = await anOrg(db)
  await openai.clear()
  await anArticle(db, orgId, {
    ...{ kind: 'faq', title: 'How long does shipping take?', body: 'Shipping takes 3 business days.' },
  })
  await db.withOrg(orgId, (tx) =>
    putProvider(tx, testKeys, {
      ...{ kind: 'openai', baseUrl: null, model: 'gpt-4.1-mini', embeddingModel: null, place: 0 },
      ...{ isEnabled: true, key: 'demo-key', name: 'first', actor },
    }),
  )
})

const play = () => {
  const asked = { orgId, test: DAYS, nth: 0, instructions: plainInstructions('en') }
  return playTest({ db, models, log }, asked, AbortSignal.timeout(20_000))
}
const asksOf = async (shape: string) =>
  (await openai.log()).filter(({ request }) => JSON.stringify(request).includes(`"name":"${shape}"`)).length

describe.each(['contact', 'goal'] as const)('where the calls of shape %s fail', (shape) => {
  const by = shape === 'contact' ? 'contact' : 'judge'

  test.each([
    ['too many calls', { kind: 'rate_limited', retryAfterSeconds: 60 }, 'rate_limited'],
    ['a stream that breaks off', { kind: 'cut' }, 'cut'],
    ['a stream of garbage', { kind: 'malformed' }, 'garbled'],
    ['nothing', { kind: 'empty' }, 'empty'],
  ] as const)('%s: it is not played, after two tries, and has not passed', async (_, fault, code) => {
    await openai.fail({ ...fault, ...FOREVER, shape })

    const { turns, goal: played, overBudget } = await play()

    expect(played).toMatchObject({
      ...{ end: 'not_played', isMet: null, shortfalls: [] },
      notPlayed: { by, fault: code, reason: expect.stringMatching(/./) },
    })
    expect([hasPassed(turns, played), overBudget]).toEqual([false, null])
    expect(await asksOf(shape)).toBe(2)
  })

  test('no answer in time ends the call, and says so', async () => {
    await openai.fail({ kind: 'hang', ...FOREVER, shape })
    const contact = openContact(
      { models: hasty },
      { orgId, test: { ...DAYS, goal } },
      new AbortController().signal,
    )

    const end = shape === 'contact' ? await contact.write(SAID) : await contact.judge(SAID)

    expect(end).toMatchObject({ fault: 'timeout', reason: 'No provider answered in time.' })
  })
})

test.each([0, 1, 2, 3])('a cap that is met after %i calls is told, and nothing has passed', async (steps) => {
  const caps = { steps, seconds: null, tokens: null, microUsd: null }
  await db.withOrg(orgId, (tx) => putBudget(tx, { scope: 'day', caps, actor }))

  const { turns, goal: played, overBudget, messageIds } = await play()

  expect(overBudget).toContain('The budget of today has no room')
  expect(played && hasPassed(turns, played)).toBe(false)
  expect(await openai.log()).toHaveLength(steps)
  expect(messageIds.length).toBeGreaterThan(0)
})
