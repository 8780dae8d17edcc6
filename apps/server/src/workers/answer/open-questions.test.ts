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
const listed = new Map<string, { messageId: string; part: number }>()

test('what one reply says nothing to stays until a member says that it is dealt with, or resolves', {
  timeout: 60_000,
}, async () => {
  await desk.say('Do you rent sailing boats? How long does shipping take? Which yoga lessons are taught?')
  await expect
    .poll(
      async () => {
        const due = "update job set due_at = now() where kind = 'answer' and due_at > now()"
        await admin.query(due)
        return desk.phone()
      },
      { timeout: 20_000 },
    )
    .toHaveLength(1)
  const [boats, yoga] = ['Do you rent sailing boats?', 'Which yoga lessons are taught?']
  expect(await questions()).toEqual([boats, yoga])
  for (const { question, ...place } of await open()) listed.set(question, place)
  expect([...listed.values()].map(({ part }) => part)).toEqual([1, 3])

  await desk.answer('Sailing boats are for rent until six.')
  expect(await questions()).toEqual([`${yoga} (before)`])
  expect([await settle(yoga, true), await settle(yoga, true), await settle(yoga, false)]).toEqual([0, 0, 1])
  expect(await settle(yoga, true)).toBe(0)
  // The next who asks is not helped by it.
  const { gaps } = await server.db.withOrg(desk.number.orgId, (tx) => listGaps(tx, 'quoting'))
  expect(gaps.map(({ question }) => question).toSorted()).toEqual([boats, yoga])

  expect(await settle(yoga, false)).toBe(1)
  const params = { conversationId: await desk.conversationId() }
  await desk.agent.call(api.closeConversation, { params })
  expect(await questions()).toEqual([])
})
