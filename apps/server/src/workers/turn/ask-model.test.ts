import { type AiProviderSettings, api, type EventItem, type TimelineItem } from '@hilo/protocol'
import { beforeEach, expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { countAnswers } from '../../domain/ai-answer/figures.ts'
import { putBudget } from '../../domain/ai-budget/put.ts'
import { listCalls } from '../../domain/ai-call/list.ts'
import { putProvider } from '../../domain/ai-provider/put.ts'
import { listGaps } from '../../domain/gap/list.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { anArticle, testKeys } from '../../testing/factories.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const { openai } = simulators
const actor = { memberId: null, apiKeyId: null }

const withOrg = <T>({ number }: Desk, work: Parameters<typeof server.db.withOrg<T>>[1]) =>
  server.db.withOrg(number.orgId, work)

function addProvider(desk: Desk) {
  const settings: AiProviderSettings = {
    ...{ kind: 'compatible', baseUrl: simulators.openaiUrl, model: 'llama', embeddingModel: null },
    ...{ place: 0, isEnabled: true, key: 'demo-key' },
  }
  return withOrg(desk, (tx) => putProvider(tx, testKeys, { ...settings, name: 'ours', actor }))
}

const says = (value: unknown, match?: string) =>
  openai.script({ reply: { text: JSON.stringify({ value }) }, ...(match ? { match } : {}) })

const phoneOf = (desk: Desk) => expect.poll(() => desk.phone(), { timeout: 20_000 })

beforeEach(async () => {
  await openai.clear()
  await openai.settings({ token: 'demo-key', tellsUsage: true, chunkMs: 0 })
})

test('what a model read is asked once, and its cost is the conversation’s', { timeout: 60_000 }, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `
      const { card, people } = await chat.ai.extract(z.object({ card: z.string(), people: z.int().optional() }))
      await chat.ask(card + ' for ' + people + '?')
      await chat.say('Done.')`,
  })
  await addProvider(desk)
  await says({ card: '[card_1]', people: 2 })
  await desk.say('Two of us, my card is 4111 1111 1111 1111')
  await phoneOf(desk).toEqual(['4111 1111 1111 1111 for 2?'])
  await desk.say('yes')
  await phoneOf(desk).toEqual(['4111 1111 1111 1111 for 2?', 'Done.'])

  const [asked, ...others] = await openai.log()
  expect(others).toEqual([])
  expect(JSON.stringify(asked?.request)).toContain('Two of us, my card is [card_1]')
  const conversationId = await desk.conversationId()
  expect(await withOrg(desk, (tx) => listCalls(tx, { limit: 9 }))).toMatchObject([
    { purpose: 'extract', status: 'done', conversationId, usageSource: 'reported' },
  ])
})

test('without a provider a run fails in words, and goes on when there is one', {
  timeout: 60_000,
}, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `await chat.say(String(await chat.ai.classify(['order', 'refund'])))`,
  })
  await desk.say('my money back!')
  await expect.poll(async () => (await desk.conversation()).holder, { timeout: 20_000 }).toBe('human')
  const owner = await server.signIn(desk.number.orgId, { role: 'owner' })
  const params = { conversationId: await desk.conversationId() }
  const [run] = (await owner.call(api.listRuns, { params })).runs
  expect(run?.failure).toMatchObject({ code: 'step_failed', message: expect.stringMatching('No provider') })
  await addProvider(desk)
  await says('refund', 'my money back!')
  const { id: runId = '', generation, length } = run ?? {}
  await owner.call(api.retryRun, { params: { runId }, body: { expect: { generation, length } } })

  await expect.poll(async () => (await desk.phone()).at(-1), { timeout: 20_000 }).toBe('refund')
})

test('a reply is said from public articles, or is left to the code', { timeout: 60_000 }, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `
      await chat.ask()
      const reply = await chat.ai.reply()
      const other = await chat.ai.reply({ of: 'May I bring a horse?' })
      await chat.say([reply.action, reply.citations.length, other.action, other.reason].join(' '))
      await chat.handoff(other.reason)`,
  })
  const hours = { kind: 'faq', title: 'When do you open?', body: 'We open from 9:00 to 18:00.' } as const
  await anArticle(server.db, desk.number.orgId, hours)
  const secret = { ...hours, audience: 'internal', title: 'May I bring a horse?', body: 'Never.' } as const
  await anArticle(server.db, desk.number.orgId, secret)
  await desk.say('When do you open?')

  await phoneOf(desk).toHaveLength(2)
  const [said, did] = await desk.phone()
  expect(said).toContain('We open from 9:00 to 18:00.')
  expect(did).toBe('answer 1 handoff no_evidence')
  const [answer, other] = (await desk.timeline()).filter(
    (item) => item.type === 'message' && item.direction === 'out',
  )
  expect(answer).toMatchObject({ author: 'backend', answer: { action: 'answer', citations: [{}] } })
  expect(other).toMatchObject({ author: 'backend', answer: null })
  const params = { conversationId: await desk.conversationId(), messageId: answer?.id }
  expect(await desk.agent.call(api.getAnswer, { params })).toMatchObject({ trace: { isEnough: true } })

  // What it left to people is told with the hand-over, is missing in the knowledge, and counts.
  const isHandOver = (item: TimelineItem) => item.type === 'event' && item.event === 'handed_off'
  await expect.poll(async () => (await desk.timeline()).some(isHandOver), { timeout: 20_000 }).toBe(true)
  const event = (await desk.timeline()).find(isHandOver) as EventItem
  const messageId = String(event.data.answerId)
  const left = await desk.agent.call(api.getAnswer, { params: { ...params, messageId } })
  expect(left).toMatchObject({ action: 'handoff', reason: 'no_evidence', trace: { language: 'en' } })
  expect(left.trace.question).toBe('May I bring a horse?')
  const { gaps } = await withOrg(desk, (tx) => listGaps(tx, 'quoting'))
  expect(gaps.map(({ question }) => question)).toEqual(['May I bring a horse?'])
  expect((await withOrg(desk, (tx) => countAnswers(tx, { days: 1 }))).total).toMatchObject({
    ...{ answered: 1, handedOver: 1 },
  })
})

test('a reply to a word is in the language in which the contact has written', {
  timeout: 60_000,
}, async () => {
  const desk = await openDesk(server, {
    simulators,
    locale: 'en',
    code: `
      const { reason } = await chat.ai.reply({ of: 'wifi' })
      await chat.handoff(reason)`,
  })
  await desk.say('Boa tarde, gostaria de saber se vocês têm internet no quarto')
  const listed = () => withOrg(desk, (tx) => listGaps(tx, 'quoting'))
  await expect.poll(async () => (await listed()).gaps.length, { timeout: 20_000 }).toBe(1)
  expect((await listed()).gaps[0]).toMatchObject({ question: 'wifi', language: 'pt' })
})

test('a reply has its reasons also where the process died between finding it and saying it', {
  timeout: 60_000,
}, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `
      await chat.ai.reply()
      await chat.step('look', () => new Promise((done) => setTimeout(done, 500)))`,
  })
  const hours = { kind: 'faq', title: 'When do you open?', body: 'We open from 9:00 to 18:00.' } as const
  await anArticle(server.db, desk.number.orgId, hours)
  await desk.say('When do you open?')
  // Its claim is lost as if its process were dead; what that finds later is not committed.
  const lost = statement(`
    update run set claimed_by = null, claim = claim + 1, due_at = now()
    where org_id = $1 and exists (select from journal where org_id = $1 and run_id = run.id and kind = 'ai')`)
  const lose = () => withOrg(desk, async (tx) => (await tx.query(lost, [tx.orgId])).rowCount)
  await expect.poll(lose, { timeout: 20_000, interval: 20 }).toBe(1)

  await phoneOf(desk).toHaveLength(1)
  const answer = (await desk.timeline()).find((item) => item.type === 'message' && item.direction === 'out')
  expect(answer).toMatchObject({ author: 'backend', answer: { action: 'answer', citations: [{}] } })
  const left = statement('select 1 from journal where org_id = $1 and reply is not null')
  expect(await withOrg(desk, async (tx) => (await tx.query(left, [tx.orgId])).rows)).toEqual([])
})

test('a budget that is used up is a fault that the code sees', { timeout: 60_000 }, async () => {
  const desk = await openDesk(server, {
    simulators,
    code: `
      const first = await chat.ai.classify(['a', 'b'])
      await chat.say(first + await chat.ai.classify(['a', 'b']).catch(({ fault }) => fault))`,
  })
  await addProvider(desk)
  await withOrg(desk, (tx) =>
    putBudget(tx, {
      ...{ scope: 'reply', actor },
      caps: { steps: 1, seconds: null, tokens: null, microUsd: null },
    }),
  )
  await says('b')
  await desk.say('hello')

  await phoneOf(desk).toEqual(['bbudget'])
})
