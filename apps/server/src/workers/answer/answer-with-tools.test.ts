import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AiToolSettings, api, type Expectation, type Id, newId, type TestWords } from '@hilo/protocol'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { putProvider } from '../../domain/ai-provider/put.ts'
import { queueMail } from '../../domain/mail/mail.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { A_TOOL, anInbox } from '../../testing/factories.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { deployCode } from '../../testing/whatsapp.ts'

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

test('a yes after the conversation was closed has nothing done, and is answered all the same', async () => {
  await tool(CANCEL)
  await desk.say('Please cancel my order A-7')
  await heard(1)
  await desk.agent.call(api.closeConversation, { params: { conversationId: await desk.conversationId() } })
  await desk.say('yes')

  await heard(2)
  expect(orders).toEqual([])
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

test('the code of a tool is tried as it is: it really runs, for who is made up, once that is meant', async () => {
  await deployCode(server, orgId, {
    ...{ name: 'shop', body: 'await chat.say("Hi")' },
    more: `tools: { cancelOrder: {
      title: 'Cancel an order', description: 'Cancels it.', confirm: 'contact',
      input: z.object({ items: z.array(z.object({ sku: z.string() })) }),
      run: async ({ items }, { step, reply, contact }) => {
        const tries = await step('cancel', ({ attempt }) => {
          if (attempt < 2) throw new Error('The shop is down.')
          return attempt
        }, { retry: { backoff: 1 } })
        reply(items[0].sku + ' is cancelled for ' + contact.name)
        return { tries, phone: contact.phone }
      },
    } },`,
  })
  const [declared] = (await owner.call(api.listBackendTools, {})).tools
  const params = { name: 'shop', tool: 'cancelOrder' }
  const contact = { channel: 'web', name: 'Ada', phone: '+598 99 1' }
  const body = { version: declared?.version, contact, input: { items: [{ sku: 'B-1' }] } }
  const meant = { ...body, isConfirmed: true }
  for (const wrong of [body, { ...meant, input: { order: 'B-1' } }])
    expect(await owner.refusal(api.tryBackendTool, { params, body: wrong })).toBe('invalid_request')
  expect(await desk.agent.refusal(api.tryBackendTool, { params, body: meant })).toBe('not_allowed')

  expect(await owner.call(api.tryBackendTool, { params, body: meant })).toMatchObject({
    ...{ fault: null, result: '{"tries":2,"phone":"598991"}', said: 'B-1 is cancelled for Ada' },
  })
  const unfit = { ...meant, input: { items: [{ sku: 7 }] } }
  expect(await owner.call(api.tryBackendTool, { params, body: unfit })).toMatchObject({
    ...{ fault: 'refused', result: expect.stringContaining('sku') },
  })
  const { calls } = await owner.call(api.listAllToolCalls, { query: {} })
  expect(calls).toEqual([])
  const query = { kind: 'tool.tried', backend: 'shop' }
  await expect
    .poll(async () => (await owner.call(api.listLog, { query })).entries, { timeout: 15_000 })
    .toContainEqual(
      expect.objectContaining({
        text: expect.stringMatching(/^(?!A member).+ tried the tool cancelOrder: /),
        ...{ data: { tool: 'cancelOrder', member: expect.any(String) }, backend: expect.anything() },
      }),
    )
})

test('instructions in force send a topic to whom it is for before any model is asked', async () => {
  const words = {
    ...{ tone: '', dos: [], donts: [], purpose: 'Orders', topics: [], languages: ['en'], hours: null },
    peopleTopics: [
      { name: 'Law', phrases: ['my lawyer'], tag: 'Legal', assigneeId: owner.memberId },
      { name: 'Known', phrases: [], onlyWithTag: 'Legal', tag: 'Again' },
    ],
  }
  const params = { inboxId: 'org' }
  await owner.call(api.writeAiInstruction, { params, body: { words, expect: 0 } })
  await owner.call(api.publishAiInstruction, { params, body: { publish: 1, expect: 1 } })
  await desk.say('My lawyers want to cancel order A-7')

  await heard(1)
  expect(await openai.log()).toEqual([])
  const routed = { holder: 'human', assigneeId: owner.memberId, handoffReason: 'policy_topic' }
  expect(await desk.conversation()).toMatchObject({ ...routed, tags: ['Legal'] })
  const events = (await desk.timeline()).flatMap((item) => (item.type === 'event' ? [item] : []))
  expect(events.slice(-3).map(({ event, actor }) => `${event} ${actor}`)).toEqual([
    ...['handed_off ai', 'assigned ai', 'tagged ai'],
  ])
  expect(events.at(-3)?.data).toMatchObject({ reason: 'policy_topic', topics: ['Law'] })
  await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })
  await desk.say('Hello')
  await heard(2)
  expect(await desk.conversation()).toMatchObject({ ...routed, tags: ['Again', 'Legal'] })
  const gone = { ...words, peopleTopics: [{ name: 'Law', phrases: ['law'], assigneeId: newId() }] }
  expect(await owner.refusal(api.writeAiInstruction, { params, body: { words: gone, expect: 2 } })).toBe(
    'not_found',
  )
})

test('what is written is tried on what was asked, after what was said before, and nobody is told', async () => {
  const words = {
    ...{ tone: '', dos: [], donts: [], purpose: 'Orders', topics: [], languages: ['en'], hours: null },
    peopleTopics: [{ name: 'Terrace', phrases: ['terrace'] }],
  }
  await desk.say('Hello')
  await heard(1)
  await desk.say('Is the terrace open in winter?')
  await heard(2)
  await desk.say('And in summer?')
  await heard(3)
  const params = { inboxId: desk.number.inboxId }
  await owner.call(api.writeAiInstruction, { params, body: { words, expect: 0 } })
  const { questions } = await owner.call(api.listPastQuestions, { params })
  const [summer, winter] = ['And in summer?', 'Is the terrace open in winter?']
  expect(questions.map(({ question }) => question)).toEqual([`${winter}\n${summer}`, winter])
  const body = (isDraft: boolean, nth = 1) => ({
    params,
    body: { answerId: questions[nth]?.answerId, isDraft },
  })

  const [before, after] = [
    await owner.call(api.rehearseAnswer, body(false)),
    await owner.call(api.rehearseAnswer, body(true)),
  ]
  expect([before.action, before.reason, after.reason]).toEqual(['suggest', 'no_evidence', 'policy_topic'])
  // The second goes on from the first, to which nothing was known.
  const asked = (await openai.log()).length
  expect(await owner.call(api.rehearseAnswer, body(false, 0))).toMatchObject({ action: 'handoff' })
  expect(JSON.stringify((await openai.log()).slice(asked))).toContain('Hello')
  await heard(3)
  const elsewhere = { inboxId: (await anInbox(server.db, orgId)).id }
  expect(await owner.refusal(api.rehearseAnswer, { ...body(true), params: elsewhere })).toBe('not_found')
})

test('in a case stand-ins answer for tools, and the service is never called', async () => {
  await tool(CANCEL)
  const { id: setId } = await owner.call(api.createTestSet, {
    body: { name: 'Tools', clientId: newId(), plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null },
  })
  const nothing = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
  const turn = (says: string, expected: Partial<Expectation>) => ({
    ...{ says: [[says]], only: null, expect: { ...nothing, ...expected } },
  })
  const asking = (order: string) =>
    turn('Please cancel my order A-7', {
      ...{ says: ['Order: A-7'], calls: [{ tool: 'cancel', input: { order_id: order } }] },
    })
  const about = { language: 'en', inboxId: desk.number.inboxId }
  const standIns = [{ tool: 'cancel', outcome: 'done' as const, result: '{"state":"gone"}' }]
  const cases: TestWords[] = [
    {
      ...about,
      name: 'agrees',
      standIns,
      turns: [asking('A-7'), turn('yes please', { says: ['A-7 is gone.'] })],
    },
    {
      ...about,
      name: 'another',
      standIns,
      turns: [asking('B-9'), turn('no', { says: ['nothing was done'] })],
    },
    { ...about, name: 'without', turns: [asking('A-7')] },
    {
      ...{ ...about, name: 'wants it', standIns, turns: [] },
      goal: {
        ...{ persona: '', wants: '“Please cancel my order A-7”', facts: [], begins: [], turnsMax: 4 },
        contentWhen: ['They were told: “A-7 is gone”.'],
        expect: { ...nothing, calls: [{ tool: 'cancel', input: {} }], callsNot: ['refund'] },
      },
    },
  ]
  const file = { format: 'json', text: JSON.stringify(cases) }
  await owner.call(api.importTestCases, { params: { setId }, body: file })
  const body = { clientId: newId(), draft: null }
  const { id: evaluationId } = await owner.call(api.beginEvaluation, { params: { setId }, body })

  const { results } = await vi.waitFor(async () => {
    const read = await owner.call(api.getEvaluation, { params: { evaluationId } })
    expect(read.evaluation.status).toBe('done')
    return read
  }, 15_000)

  const shortOf = (name: string) =>
    results
      .find((one) => one.name === name)
      ?.plays[0]?.turns.map((one) => one.shortfalls.map(({ code }) => code))
  expect([shortOf('agrees'), shortOf('another')]).toEqual([
    [[], []],
    [['not_called'], []],
  ])
  expect(shortOf('without')).toEqual([['missing', 'not_called']])
  expect(results.find(({ name }) => name === 'agrees')?.plays[0]?.turns[1]?.answer?.calls).toEqual([
    { tool: 'cancel', input: { order_id: 'A-7' }, outcome: 'done', result: '{"state":"gone"}' },
  ])
  const wanted = results.find(({ name }) => name === 'wants it')?.plays[0]
  expect(wanted?.turns.map(({ says }) => says.join())).toEqual([
    ...['Please cancel my order A-7', 'Yes', 'Thank you, that is all.'],
  ])
  expect([wanted?.hasPassed, wanted?.goal?.shortfalls]).toEqual([true, []])
  expect(orders).toEqual([])
})

describe('a tool that has to know whose e-mail address it is', () => {
  const ASSURED: Partial<AiToolSettings> = {
    ...{ title: 'Orders of a customer', method: 'GET', confirmation: 'none', assurance: 'email', fields: [] },
    ...{ url: `http://${host}/of/{contact.email}`, reply: null },
  }
  const ADDRESS = 'ana@example.com'

  beforeEach(async () => {
    await simulators.mail.clear()
    await openai.script({ match: 'my orders', reply: { toolCalls: [{ name: 'cancel', arguments: {} }] } })
    await openai.script({ match: '"state"', reply: { text: answerOf('The state is cancelled.') } })
    await tool({ ...CANCEL, ...ASSURED } as AiToolSettings)
  })

  const answerOf = (text: string) => JSON.stringify({ action: 'answer', text, citations: [], reason: '' })

  async function codeSent(nth = 1): Promise<string> {
    const mails = await vi.waitFor(async () => {
      const all = await simulators.mail.mails({ to: ADDRESS })
      expect(all).toHaveLength(nth)
      return all
    }, 15_000)
    return /^\d{6}/.exec(mails[nth - 1]?.text ?? '')?.[0] ?? ''
  }

  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  test('asks for the address, then for the code, and answers what was asked; no model reads the code', async () => {
    await desk.say('What about my orders?')
    expect((await heard(1))[0]).toContain('please write the e-mail address that we know you by')
    await desk.say(`It is ${ADDRESS}`)
    expect((await heard(2))[1]).toContain('an…@example.com')
    const code = await codeSent()
    await desk.say(other(code))
    expect((await heard(3))[2]).toContain('That is not the code')
    expect(orders).toEqual([])
    await desk.say(`Here it is: ${code.slice(0, 3)} ${code.slice(3)}`)

    expect((await heard(4))[3]).toContain('The state is cancelled.')
    expect(orders).toEqual(['GET /of/ana%40example.com'])
    const kept = JSON.stringify([await openai.log(), await desk.timeline(), await tracesOf()])
    for (const word of [code, other(code), `${code.slice(0, 3)} ${code.slice(3)}`])
      expect(kept).not.toContain(word)
  })

  async function tracesOf() {
    const { rows } = await admin.query(
      `select encode(trace, 'escape') as trace, encode(question, 'escape') as question,
         encode(coalesce(summary, ''::bytea), 'escape') as summary from ai_answer where org_id = $1`,
      [orgId],
    )
    return rows
  }
})

test('a mail that is refused for now is handed over again; for one refused for good people are asked', async () => {
  await simulators.mail.clear()
  await desk.say('Hello')
  await heard(1)
  const conversationId = await desk.conversationId()
  const queue = (to: string, until = new Date(Date.now() + 60_000)) => {
    const mail = { to, subject: 'Código', text: '¡Hola!\n.\nÑandú' }
    return server.db.withOrg(orgId, (tx) => queueMail(tx, server.keys, { conversationId, mail, until }))
  }
  await simulators.mail.fail({ code: 451, text: 'try later' })
  await queue('ana@example.com')
  await vi.waitFor(async () => expect(await simulators.mail.mails({})).toHaveLength(1), 15_000)
  expect(await simulators.mail.mails({})).toMatchObject([
    { to: 'ana@example.com', subject: 'Código', text: '¡Hola!\n.\nÑandú' },
  ])
  expect((await desk.conversation()).holder).toBe('ai')

  await simulators.mail.fail({ code: 550, text: 'no such user <eva@example.com>' })
  await queue('eva@example.com')
  await queue('too-late@example.com', new Date(0))
  await vi.waitFor(async () => {
    const { rows } = await admin.query(
      'select status, sealed, fault from mail where org_id = $1 order by id',
      [orgId],
    )
    expect(rows).toEqual([
      { status: 'sent', sealed: null, fault: null },
      { status: 'failed', sealed: null, fault: 'EMESSAGE 550' },
      { status: 'late', sealed: null, fault: null },
    ])
  }, 15_000)
  expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'unproved' })
  expect(JSON.stringify(server.log)).not.toContain('eva@')
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
