import { api } from '@hilo/protocol'
import { beforeAll, expect, test } from 'vitest'
import { listGaps } from '../../domain/gap/list.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { anArticle } from '../../testing/factories.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
let desk: Desk

beforeAll(async () => {
  desk = await openDesk(server, { simulators })
  const { orgId } = desk.number
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  await anArticle(server.db, orgId, {
    ...{ kind: 'faq', title: 'How long does shipping take?', body: 'Shipping takes 3 business days.' },
  })
})

const open = async () => {
  const params = { conversationId: await desk.conversationId() }
  return (await desk.agent.call(api.listOpenQuestions, { params })).questions
}
const questions = async () =>
  (await open()).map(({ question, isBeforeReply }) => (isBeforeReply ? `${question} (before)` : question))

const settle = async (question: string, isSettled: boolean) => {
  const { messageId, part } = listed.get(question) ?? {}
  const params = { conversationId: await desk.conversationId(), messageId }
  return (await desk.agent.call(api.settleQuestion, { params, body: { part, isSettled } })).questions.length
}
/** Until AI has said so much in all. */
const ask = async (text: string, count: number) => {
  await desk.say(text)
  const said = async () => {
    await admin.query("update job set due_at = now() where kind = 'answer' and due_at > now()")
    return desk.phone()
  }
  await expect.poll(said, { timeout: 20_000 }).toHaveLength(count)
}
const settlePart = async (part: number) => {
  const [{ messageId } = {}] = listed.values()
  const params = { conversationId: await desk.conversationId(), messageId }
  return desk.agent.call(api.settleQuestion, { params, body: { part, isSettled: true } })
}
/** By how much something raises the conversation's version. */
const versionAfter = async (act: () => Promise<unknown>) => {
  const params = { conversationId: await desk.conversationId() }
  const version = async () => (await desk.agent.call(api.getConversation, { params })).version
  const before = await version()
  await act()
  return (await version()) - before
}
const listed = new Map<string, { messageId: string; part: number }>()

test('what one reply says nothing to stays until a member says that it is dealt with, or resolves', {
  timeout: 60_000,
}, async () => {
  await ask('Do you rent sailing boats? How long does shipping take? Which yoga lessons are taught?', 1)
  const [boats, yoga] = ['Do you rent sailing boats?', 'Which yoga lessons are taught?']
  expect(await questions()).toEqual([boats, yoga])
  for (const { question, ...place } of await open()) listed.set(question, place)
  expect([...listed.values()].map(({ part }) => part)).toEqual([1, 3])

  await desk.answer('Sailing boats are for rent until six.')
  expect(await questions()).toEqual([`${yoga} (before)`])
  expect([await settle(yoga, true), await settle(yoga, true), await settle(yoga, false)]).toEqual([0, 0, 1])
  expect(await settle(yoga, true)).toBe(0)
  expect(await versionAfter(() => settle(yoga, true))).toBe(0)
  // Shipping was answered.
  for (const part of [0, 2, 4]) await expect(settlePart(part)).rejects.toThrow('not_found')
  // The next who asks is not helped by it.
  const { gaps } = await server.db.withOrg(desk.number.orgId, (tx) => listGaps(tx, 'quoting'))
  expect(gaps.map(({ question }) => question).toSorted()).toEqual([boats, yoga])

  expect(await settle(yoga, false)).toBe(1)
  const params = { conversationId: await desk.conversationId() }
  await desk.agent.call(api.closeConversation, { params })
  expect(await questions()).toEqual([])
})

test('what is settled takes no reply in other words from the one that is left', {
  timeout: 60_000,
}, async () => {
  const [boats, yoga] = ['Do you rent sailing boats?', 'Which yoga lessons are taught?']
  const before = (await desk.phone()).length
  await ask(`${boats} ${yoga}`, before + 1)
  for (const { question, ...place } of await open()) listed.set(question, place)
  expect(await settle(yoga, true)).toBe(1)

  await desk.answer('Yes, behind the house.')
  expect(await questions()).toEqual([])
  // It was open when that was replied, for all that is known without what the member said.
  expect(await settle(yoga, false)).toBe(2)
})
