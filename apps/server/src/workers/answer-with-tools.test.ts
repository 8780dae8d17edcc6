import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AiToolSettings, api, type Id } from '@hilo/protocol'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { putProvider } from '../domain/ai-provider/put.ts'
import { type Desk, openDesk } from '../testing/desk.ts'
import { A_TOOL, anInbox } from '../testing/factories.ts'
import type { Caller } from '../testing/server.ts'
import { startWithSimulators } from '../testing/simulators.ts'
import { deployCode } from '../testing/whatsapp.ts'

const orders: string[] = []
const service = createServer((request, response) => {
  orders.push(`${request.method} ${request.url}`)
  response.end('{"state":"cancelled"}')
}).listen(0, '127.0.0.1')
await once(service, 'listening')
afterAll(() => service.close())
const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
const { simulators, server, admin } = await startWithSimulators([host])
const { openai } = simulators
let desk: Desk
let orgId: Id
let owner: Caller

const CANCEL: AiToolSettings = {
  ...{ ...A_TOOL, title: 'Cancel an order', method: 'DELETE', hosts: ['127.0.0.1'], confirmation: 'contact' },
  ...{ url: `http://${host}/orders/{order_id}`, reply: 'Your order {order_id} is {result.state}.' },
  fields: [
    {
      ...{ name: 'order_id', label: 'Order', description: '', type: 'text', options: [], isRequired: true },
    },
  ],
}

beforeEach(async () => {
  orders.length = 0
  await openai.clear()
  await openai.settings({ token: 'demo-key' })
  desk = await openDesk(server, { simulators })
  orgId = desk.number.orgId
  owner = await server.signIn(orgId, { role: 'owner' })
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  await server.db.withOrg(orgId, (tx) =>
    putProvider(tx, server.keys, {
      ...{
        kind: 'compatible',
        baseUrl: simulators.openaiUrl,
        model: 'llama',
        embeddingModel: null,
        place: 0,
      },
      ...{ isEnabled: true, key: 'demo-key', name: 'first', actor: { memberId: null, apiKeyId: null } },
    }),
  )
  await openai.script({
    match: 'order A-7',
    reply: { toolCalls: [{ name: 'cancel', arguments: { order_id: 'A-7' } }] },
  })
})

test('a contact is asked, says yes, and is told what came; nothing is done before', async () => {
  await tool(CANCEL)
  await desk.say('Please cancel my order A-7')
  expect((await heard(1))[0]).toContain('Cancel an order\nOrder: A-7')
  expect(orders).toEqual([])

  await desk.say('yes please')
  expect((await heard(2))[1]).toBe('Your order A-7 is cancelled.')
  expect(orders).toEqual(['DELETE /orders/A-7'])
  expect((await desk.conversation()).holder).toBe('ai')
})

test('what a member has to approve goes to people, with what is to be done, and the contact is told', async () => {
  await tool({ ...CANCEL, confirmation: 'member' })
  await desk.say('Please cancel my order A-7')
  expect((await heard(1))[0]).toContain('A person of the team has to approve this first')
  const { id: conversationId, holder } = await desk.conversation()
  expect([holder, orders]).toEqual(['human', []])
  const { calls } = await owner.call(api.listAiToolCalls, { params: { conversationId } })
  expect(calls).toMatchObject([{ status: 'waiting', input: [{ label: 'Order', value: 'A-7' }] }])

  await owner.call(api.decideAiToolCall, { params: { callId: calls[0]?.id }, body: { isApproved: true } })
  expect((await heard(2))[1]).toBe('Your order A-7 is cancelled.')
  expect(orders).toEqual(['DELETE /orders/A-7'])
})

test('the code of a micro-backend does it, as it was when the contact was asked, and tries a step again', async () => {
  const code = (more = '') => ({ name: 'shop', body: 'await chat.say("Hi")', more })
  await deployCode(
    server,
    orgId,
    code(`tools: { cancelOrder: {
      title: 'Cancel an order', description: 'Cancels it.', input: z.object({ order: z.string() }), confirm: 'contact',
      run: async ({ order }, { step, reply, contact }) => {
        const key = await step('cancel', ({ attempt, idempotencyKey }) => {
          if (attempt < 2) throw new Error('The shop is down.')
          return idempotencyKey
        }, { retry: { backoff: 1 } })
        reply(order + ' is cancelled, ' + contact.channel + ': ' + key)
        return { order }
      },
    } },`),
  )
  const params = { name: 'shop', tool: 'cancelOrder' }
  const settings = { assurance: 'anyone', inboxIds: null, callsPerHour: 20, isEnabled: true, expect: 0 }
  expect(
    await owner.refusal(api.putBackendTool, { params, body: { ...settings, confirmation: 'none' } }),
  ).toBe('invalid_request')
  await owner.call(api.putBackendTool, { params, body: { ...settings, confirmation: 'contact' } })
  await openai.script({
    match: 'order B-1',
    reply: { toolCalls: [{ name: 'cancelOrder', arguments: { order: 'B-1' } }] },
  })
  await desk.say('Please cancel order B-1')
  expect((await heard(1))[0]).toContain('Cancel an order\nOrder: B-1')
  await deployCode(server, orgId, code())

  await desk.say('yes')
  const { id: conversationId } = await desk.conversation()
  expect((await heard(2))[1]).toMatch(/^B-1 is cancelled, whatsapp: [0-9a-f-]{36}:0:0001$/)
  const { calls } = await owner.call(api.listAiToolCalls, { params: { conversationId } })
  expect(calls).toMatchObject([
    { status: 'done', tool: 'cancelOrder', isConfirmed: true, result: '{"order":"B-1"}' },
  ])
  const { tools } = await owner.call(api.listBackendTools, {})
  expect(tools).toMatchObject([
    { backend: 'shop', name: 'cancelOrder', declared: null, settings: { isEnabled: true } },
  ])
})

test('instructions in force send a topic to people before any model is asked', async () => {
  const words = {
    ...{ tone: '', dos: [], donts: [], purpose: 'Orders', topics: [], languages: ['en'], hours: null },
    peopleTopics: [{ name: 'Law', phrases: ['my lawyer'] }],
  }
  const params = { inboxId: 'org' }
  await owner.call(api.writeAiInstruction, { params, body: { words, expect: 0 } })
  await owner.call(api.publishAiInstruction, { params, body: { publish: 1, expect: 1 } })
  await desk.say('My lawyers want to cancel order A-7')

  await heard(1)
  expect((await desk.conversation()).holder).toBe('human')
  expect(await openai.log()).toEqual([])
})

test('what is written is tried on a question that was asked, and nobody is told', async () => {
  const words = {
    ...{ tone: '', dos: [], donts: [], purpose: 'Orders', topics: [], languages: ['en'], hours: null },
    peopleTopics: [{ name: 'Terrace', phrases: ['terrace'] }],
  }
  await desk.say('Is the terrace open in winter?')
  await heard(1)
  const params = { inboxId: desk.number.inboxId }
  await owner.call(api.writeAiInstruction, { params, body: { words, expect: 0 } })
  const { questions } = await owner.call(api.listPastQuestions, { params })
  expect(questions).toMatchObject([{ question: 'Is the terrace open in winter?' }])
  const body = (isDraft: boolean) => ({ params, body: { answerId: questions[0]?.answerId, isDraft } })

  const [before, after] = [
    await owner.call(api.rehearseAnswer, body(false)),
    await owner.call(api.rehearseAnswer, body(true)),
  ]
  expect([before.reason, after.reason]).toEqual(['no_evidence', 'policy_topic'])
  await heard(1)
  const elsewhere = { inboxId: (await anInbox(server.db, orgId)).id }
  expect(await owner.refusal(api.rehearseAnswer, { ...body(true), params: elsewhere })).toBe('not_found')
})

function tool(settings: AiToolSettings) {
  return owner.call(api.putAiTool, { params: { name: 'cancel' }, body: { ...settings, expect: 0 } })
}

/** What the phone got, as soon as it is so many. */
async function heard(count: number): Promise<string[]> {
  await vi.waitFor(async () => expect(await desk.phone()).toHaveLength(count), {
    timeout: 15_000,
    interval: 50,
  })
  return desk.phone()
}
