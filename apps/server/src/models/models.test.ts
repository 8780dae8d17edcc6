import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import type { GenEvent, GenRequest, Model } from '@hilo/ai'
import {
  AiBudgetScope,
  type AiCall,
  type AiCaps,
  type AiProviderSettings,
  type Id,
  newId,
} from '@hilo/protocol'
import { recordVoice, startSimulators } from '@hilo/simulators'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { statement } from '../db/statement.ts'
import { putBudget } from '../domain/ai-budget/put.ts'
import { listCalls } from '../domain/ai-call/list.ts'
import { putProvider } from '../domain/ai-provider/put.ts'
import { chooseProvider } from '../domain/vector/choose.ts'
import { testDatabase } from '../testing/database.ts'
import { aConversation, anInbox, anOrg, testKeys } from '../testing/factories.ts'
import { hear } from './hear.ts'
import { createModels, type Models, type ModelsOptions } from './models.ts'

const { db } = await testDatabase()
const simulators = await startSimulators()
const { openai } = simulators
const errors: unknown[] = []
const models = withModels()
const actor = { memberId: null, apiKeyId: null }
let orgId: Id
afterAll(() => simulators.close())
beforeEach(async () => {
  orgId = await anOrg(db)
  await openai.clear()
  await openai.settings({ token: 'demo-key', tellsUsage: true, chunkMs: 0 })
})

function withModels(over: Partial<ModelsOptions> = {}): Models {
  const made = createModels({
    ...{ db, keys: testKeys, openaiUrl: simulators.openaiUrl, installation: null },
    ...{ loopback: [new URL(simulators.url).host], forbiddenHosts: [] },
    log: { error: (fields) => void errors.push(fields) },
    patience: { firstMs: 800, callMs: 5_000, allMs: 10_000, hearMs: 10_000 },
    ...over,
  })
  afterAll(() => made.close())
  return made
}

/** OpenAI, unless said otherwise. */
function aProvider(name: string, over: Partial<AiProviderSettings> = {}) {
  const usual = { kind: 'openai', baseUrl: null, model: 'gpt-4.1-mini', embeddingModel: null } as const
  const settings = { ...usual, place: 0, isEnabled: true, key: 'demo-key', ...over }
  return db.withOrg(orgId, (tx) => putProvider(tx, testKeys, { ...settings, name, actor }))
}

const compatible = (over: Partial<AiProviderSettings> = {}) =>
  aProvider('other', {
    ...{ kind: 'compatible', baseUrl: simulators.openaiUrl, model: 'llama', place: 1, ...over },
  })

const open = (messageId: Id | null = null, from = models, conversationId: Id | null = null): Promise<Model> =>
  from.open(orgId, { purpose: 'answer', inboxId: null, conversationId, messageId })

const saying = (text: string, more: Partial<GenRequest> = {}): GenRequest => ({
  ...{ messages: [{ role: 'user', text }], outputTokensMax: 200, ...more },
})

async function ask(request: GenRequest, model?: Model, signal = new AbortController().signal) {
  const events: GenEvent[] = []
  for await (const event of (model ?? (await open())).generate(request, signal)) events.push(event)
  const text = events.map((event) => (event.type === 'text' ? event.delta : '')).join('')
  return { events, text, last: events.at(-1) as GenEvent }
}

/** The oldest first. */
const ledger = async (): Promise<AiCall[]> =>
  (await db.withOrg(orgId, (tx) => listCalls(tx, { limit: 100 }))).reverse()

describe('an answer', () => {
  test.each([
    ['OpenAI', () => aProvider('first'), 'openai'],
    ['a compatible endpoint', compatible, 'llama'],
  ])('of %s is handed out as it comes, and ends with what it used', async (_, provider) => {
    await provider()
    await openai.script({ reply: { text: 'Good day to you.', cachedTokens: 4, reasoningTokens: 3 } })

    const { text, events, last } = await ask(saying('Hello'))

    expect(text).toBe('Good day to you.')
    expect(events.length).toBeGreaterThan(3)
    const used = { inputTokens: 8, cachedTokens: 4, outputTokens: 8, reasoningTokens: 3, source: 'reported' }
    expect(last).toMatchObject({ type: 'done', text, finish: 'stop', value: null, usage: used })
  })

  test('of the shape that was asked for comes whole', async () => {
    await aProvider('first')
    const schema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }
    await openai.script({ match: 'JSON', reply: { text: '{"text":"Hi"}' } })

    const { events } = await ask(saying('In JSON', { schema: { name: 'answer', schema } }))

    expect(events).toMatchObject([{ type: 'done', value: { text: 'Hi' } }])
  })

  test('may be a call of a tool, whose result goes with the next request', async () => {
    await aProvider('first')
    await openai.script({ match: 'order', reply: { toolCalls: [{ name: 'find', arguments: { id: 7 } }] } })
    await openai.script({ match: 'shipped', reply: { text: 'It is on its way.' } })
    const tools = [
      { name: 'find', description: 'Finds an order.', input: { type: 'object', properties: {} } },
    ]
    const asked = saying('My order?', { tools })
    const { last } = await ask(asked)
    const [call] = last.type === 'done' ? last.toolCalls : []
    expect(call).toMatchObject({ name: 'find', input: { id: 7 } })
    if (!call) return

    const messages = [
      ...asked.messages,
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', call, result: 'shipped' },
    ] as const
    expect((await ask({ ...asked, messages })).text).toBe('It is on its way.')
  })

  test('is none when it calls a tool that was not offered', async () => {
    await aProvider('first')
    await openai.script({ reply: { toolCalls: [{ name: 'refund_all', arguments: {} }] } })
    const tools = [
      { name: 'find', description: 'Finds an order.', input: { type: 'object', properties: {} } },
    ]

    expect((await ask(saying('My order?', { tools }))).last).toMatchObject({
      type: 'failed',
      fault: 'garbled',
    })
  })

  test('is asked for without what must not leave the house', async () => {
    await aProvider('first')

    await ask(saying('My card is 4111111111111111'))

    expect(JSON.stringify((await openai.log()).map(({ request }) => request))).not.toContain('4111')
  })

  test('goes on without it after a tool was called with it', async () => {
    await aProvider('first')
    const call = { id: 'call_1', name: 'find', input: { cards: [{ number: '4111111111111111' }], at: 7 } }
    const tools = [
      { name: 'find', description: 'Finds an order.', input: { type: 'object', properties: {} } },
    ]
    const { messages } = saying('My order?')

    await ask({
      ...saying('My order?', { tools }),
      messages: [
        ...messages,
        { role: 'assistant', text: '', toolCalls: [call] },
        { role: 'tool', call, result: 'Shipped; paid by 4111111111111111.' },
      ],
    })

    const asked = JSON.stringify((await openai.log()).map(({ request }) => request))
    expect(asked).toContain('[card_1]')
    expect(asked).not.toContain('4111')
  })
})

describe('a provider that fails', () => {
  test.each([
    ['rate_limited', 'rate_limited', 'none'],
    ['no_credit', 'no_credit', 'none'],
    ['too_long', 'too_long', 'none'],
    ['http_500', 'provider_error', 'none'],
    ['drop', 'cut', 'estimated'],
    ['hang', 'timeout', 'estimated'],
    ['slow', 'timeout', 'estimated'],
    ['malformed', 'garbled', 'estimated'],
    ['empty', 'empty', 'reported'],
  ] as const)('%s is %s, and the next one answers', async (kind, fault, usageSource) => {
    await aProvider('first')
    await compatible()
    await openai.script({ reply: { text: 'Here I am.' } })
    // Before the first word, so that nothing was handed out.
    await openai.fail({ kind, match: 'gpt-4.1-mini', times: 2, words: 0, retryAfterSeconds: 60 })

    const { text, last } = await ask(saying('Hello'))

    expect([text, last.type]).toEqual(['Here I am.', 'done'])
    const calls = await ledger()
    expect(calls.at(0)).toMatchObject({ provider: 'first', status: 'failed', fault, usageSource })
    expect(calls.at(-1)).toMatchObject({
      provider: 'other',
      status: 'done',
      microUsd: null,
      priceVersion: null,
    })
  })

  test('is asked once more after a passing trouble, and both calls are in the ledger', async () => {
    await aProvider('first')
    await openai.fail({ kind: 'http_500' })
    await openai.script({ reply: { text: 'Better now.' } })

    expect((await ask(saying('Hello'))).text).toBe('Better now.')
    expect(await ledger()).toMatchObject([{ fault: 'provider_error', microUsd: 0 }, { status: 'done' }])
  })

  test('after its first words is not followed by another answer', async () => {
    await aProvider('first')
    await compatible()
    await openai.script({ reply: { text: 'One two three four' } })
    await openai.settings({ chunkMs: 30 })
    await openai.fail({ kind: 'cut', words: 2 })

    const { text, events } = await ask(saying('Hello'))

    expect(text).toMatch(/^One( two)?$/)
    expect(events.filter(({ type }) => type !== 'text')).toMatchObject([{ type: 'failed', fault: 'cut' }])
    const used = { usageSource: 'estimated', inputTokens: 8, outputTokens: 2 }
    expect(await ledger()).toMatchObject([{ fault: 'cut', ...used }])
  })

  test('whose words are not heard yet is followed by another when the answer comes whole', async () => {
    await aProvider('first')
    await compatible()
    await openai.script({ reply: { text: '{"a": 1}' } })
    await openai.fail({ kind: 'cut', words: 1 })

    const { events } = await ask(saying('Hello', { schema: { name: 'a', schema: { type: 'object' } } }))

    expect(events).toMatchObject([{ type: 'done', value: { a: 1 } }])
  })

  test('with a key that is not taken says so, and never shows the key', async () => {
    await aProvider('first', { key: 'sk-wrong-key-of-ours' })
    const { last } = await ask(saying('Hello'))

    expect(last).toMatchObject({
      type: 'failed',
      fault: 'not_allowed',
      reason: expect.stringContaining('401'),
    })
    expect(JSON.stringify(last)).not.toContain('sk-wrong')
  })
})

describe('a provider that cannot be believed', () => {
  const frame = { id: 'a\u0000b'.repeat(200), model: 'gpt-\u0000\ud800', created: 1 }
  const word = { ...frame, choices: [{ delta: { content: 'Hi there' }, finish_reason: 'stop' }] }
  test.each([
    { prompt_tokens: -5, completion_tokens: 2 },
    { prompt_tokens: 1e300, completion_tokens: 2 },
    { prompt_tokens: 1.5, completion_tokens: 2 },
    { prompt_tokens: 1, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 9 } },
  ])('is counted here, and its names are cut to what can be stored: %j', async (usage) => {
    const parts = [word, { ...frame, choices: [], usage }].map((part) => `data: ${JSON.stringify(part)}\n\n`)
    const host = await aServer((_, response) => response.end(parts.join('')))
    await compatible({ baseUrl: `http://${host}/v1` })

    expect((await ask(saying('Hello'), await open(null, withModels({ loopback: [host] })))).text).toBe(
      'Hi there',
    )
    const [call] = await ledger()
    expect(call).toMatchObject({ status: 'done', usageSource: 'estimated', inputTokens: 8, outputTokens: 3 })
    expect(call?.requestId?.slice(0, 4)).toBe('abab')
  })

  test.each([
    ['a page', (response: ServerResponse) => response.end('<html>Sign in</html>'), 'cut'],
    [
      'a redirect',
      (response: ServerResponse) => response.writeHead(302, { location: '/' }).end(),
      'unreachable',
    ],
    ['an error without words', (response: ServerResponse) => response.writeHead(418).end(), 'bad_request'],
  ])('that answers with %s has failed', async (_, answer, fault) => {
    const host = await aServer((_request, response) => answer(response))
    await compatible({ baseUrl: `http://${host}/v1` })

    const { last } = await ask(saying('Hello'), await open(null, withModels({ loopback: [host] })))

    expect(last).toMatchObject({ type: 'failed', fault })
  })
})

async function aServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('who is asked', () => {
  test('is nobody that the org has not enabled', async () => {
    await aProvider('first', { isEnabled: false })
    const installed = withModels({
      installation: {
        baseUrl: simulators.openaiUrl,
        key: 'demo-key',
        model: 'hilo-demo',
        embeddingModel: null,
      },
    })

    expect((await ask(saying('Hello'), await open(null, installed))).last).toMatchObject({
      fault: 'not_configured',
    })
    expect(await openai.log()).toEqual([])
    await aProvider('house', { kind: 'installation', model: null, key: undefined })
    const { last } = await ask(saying('Hello'), await open(null, installed))
    expect(last).toMatchObject({ type: 'done', text: expect.stringContaining('[demo]') })
  })

  test.each(['http://127.0.0.1:1/v1', 'https://10.0.0.1/v1', 'https://[::1]/v1', 'http://example.com/v1'])(
    'is nobody inside of the house: %s',
    async (baseUrl) => {
      await compatible({ baseUrl })

      expect((await ask(saying('Hello'))).last).toMatchObject({ type: 'failed', fault: 'unreachable' })
      expect(await ledger()).toMatchObject([{ usageSource: 'none', microUsd: 0 }])
    },
  )
})

describe('a caller who leaves', () => {
  test.each(['by a signal', 'by listening no more'])(
    '%s ends the call, and its cost is kept',
    async (way) => {
      await aProvider('first')
      await openai.script({ reply: { text: 'One two three' } })
      await openai.fail({ kind: 'stall', words: 1 })
      const caller = new AbortController()
      const events = (await open()).generate(saying('Hello'), caller.signal)
      let last: GenEvent | null = null
      for await (const event of events) {
        last = event
        if (way === 'by a signal') caller.abort()
        else break
      }

      if (way === 'by a signal') expect(last).toMatchObject({ type: 'failed', fault: 'aborted' })
      expect(await ledger()).toMatchObject([{ fault: 'aborted', inputTokens: 8, outputTokens: 1 }])
      await expect.poll(async () => (await openai.log())[0]?.outcome).toBe('left')
    },
  )
})

describe('a budget', () => {
  const none = { steps: null, seconds: null, tokens: null, microUsd: null }
  const cap = (scope: AiBudgetScope, caps: Partial<AiCaps>) =>
    db.withOrg(orgId, (tx) => putBudget(tx, { scope, caps: { ...none, ...caps }, actor }))

  test('that is used up stops before the call, for that reply alone', async () => {
    await aProvider('first')
    await cap('reply', { steps: 1 })
    const reply = newId()
    await ask(saying('Hello'), await open(reply))

    const { last } = await ask(saying('Hello'), await open(reply))

    expect(last).toMatchObject({
      type: 'failed',
      fault: 'budget',
      reason: expect.stringContaining('1 of 1 calls'),
    })
    expect((await ask(saying('Hello'), await open(newId()))).last.type).toBe('done')
    expect(await openai.log()).toHaveLength(2)
  })

  test('of whatever, in whichever of the four, has an end: the next call is not made', async () => {
    await aProvider('first')
    const { conversationId } = await aConversation(db, await anInbox(db, orgId))
    const model = await open(newId(), models, conversationId)
    await ask(saying('Hello'), model)
    // As if it had taken a second.
    await db.withOrg(orgId, async (tx) => {
      for (const table of ['ai_call', 'ai_day'])
        await tx.query(statement(`update ${table} set latency_ms = 1000 where org_id = $1`), [orgId])
    })
    const refused: string[] = []
    for (const scope of AiBudgetScope.options) {
      for (const of of ['steps', 'seconds', 'tokens', 'microUsd'] as const) {
        await cap(scope, { [of]: 1 })
        const { last } = await ask(saying('Hello'), model)
        if (last.type === 'failed') refused.push(`${last.fault}: ${last.reason}`)
      }
      await cap(scope, none)
    }

    const ends = ['1 of 1 calls', '1 of 1 seconds', '\\d+ of 1 tokens', '\\d+ of 1 micro-dollars']
    const scopes = ['this reply', 'this conversation', 'today', 'this month']
    const all = scopes.flatMap((scope) => ends.map((end) => `^budget: The budget of ${scope} .*: ${end}`))
    expect(refused).toEqual(all.map((words) => expect.stringMatching(new RegExp(words))))
    expect(await openai.log()).toHaveLength(1)
  })

  test('of money is not passed by what nobody can price, nor by another name in an answer', async () => {
    await compatible()
    expect((await ask(saying('Hello'))).last.type).toBe('done')
    await cap('org', { microUsd: 1_000_000 })

    expect((await ask(saying('Hello'))).last).toMatchObject({
      ...{ fault: 'budget', reason: expect.stringContaining('What llama costs is not known') },
    })
    expect(await openai.log()).toHaveLength(1)
    // Answers as OpenAI does, under a name that stands on no list.
    const host = await aServer(async (request, response) => {
      const body = await textOf(request)
      const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-key' }
      const answer = await fetch(`${simulators.openaiUrl}/responses`, { method: 'POST', headers, body })
      response.end((await answer.text()).replaceAll('"gpt-4.1-mini"', '"a-new-name"'))
    })
    await aProvider('first', { place: -1 })
    const renamed = withModels({ openaiUrl: `http://${host}/v1`, loopback: [host] })
    expect((await ask(saying('Hello'), await open(null, renamed))).last.type).toBe('done')
    expect((await ledger()).at(-1)).toMatchObject({ model: 'a-new-name', microUsd: expect.any(Number) })
  })

  test('is not passed by many calls at once', async () => {
    await aProvider('first')
    // Room for one: each holds 200 tokens of output until it is over.
    await cap('day', { tokens: 300 })
    await openai.fail({ kind: 'hang', times: 4 })
    const [caller, patient] = [new AbortController(), withModels({ patience: { firstMs: 10_000 } })]
    const faults: string[] = []
    const asked = [1, 2, 3, 4].map(async () => {
      const { last } = await ask(saying('Hello'), await open(null, patient), caller.signal)
      faults.push(last.type === 'failed' ? last.fault : last.type)
    })
    await expect.poll(() => faults).toEqual(['budget', 'budget', 'budget'])
    caller.abort()
    await Promise.all(asked)

    expect(faults.at(-1)).toBe('aborted')
    expect(await openai.log()).toHaveLength(1)
  })
})

describe('places of texts', () => {
  test('come of the one provider that was chosen, in as many calls as it takes', async () => {
    await aProvider('first')
    await compatible({ embeddingModel: 'hilo-demo-embedding' })
    expect((await open()).caps().places).toBeNull()
    await db.withOrg(orgId, (tx) => chooseProvider(tx, { provider: 'other', installationModel: null }))
    const model = await open()
    const texts = Array.from({ length: 130 }, (_, index) => `text ${index}`)

    const placed = await model.place?.({ texts }, new AbortController().signal)

    const places = { provider: 'other', model: 'hilo-demo-embedding', space: expect.any(String) }
    expect(model.caps()).toEqual({ tools: true, schema: true, places })
    expect(placed).toMatchObject({ type: 'done', usage: { inputTokens: 260, source: 'reported' } })
    expect(placed?.type === 'done' && placed.vectors).toHaveLength(130)
    expect(await ledger()).toMatchObject([
      { inputTokens: 256 },
      { inputTokens: 4, model: 'hilo-demo-embedding' },
    ])
  })
})

test('a call that is not settled stays in the ledger with the most that it may have come to', async () => {
  await aProvider('first')
  const broken = withModels({ db: { ...db, flight: () => Promise.reject(new Error('gone')) } })

  expect((await ask(saying('Hello'), await open(null, broken))).last.type).toBe('done')
  expect(await ledger()).toMatchObject([{ status: 'open', usageSource: 'reserved', outputTokens: 200 }])
  const older = statement("update ai_call set created_at = now() - interval '1 hour' where org_id = $1")
  await db.withOrg(orgId, (tx) => tx.query(older, [orgId]))
  expect(await ledger()).toMatchObject([{ status: 'lost', usageSource: 'reserved' }])
  expect(errors).toMatchObject([{ orgId, error: 'Error: gone' }])
})

describe('a recording', () => {
  const at = { purpose: 'transcribe', inboxId: null, conversationId: null, messageId: null } as const
  const sound = { bytes: recordVoice(4, 'Where is my order?'), seconds: 4, language: null }
  const listen = async (model: string, { mimeType = 'audio/ogg; codecs=opus', by = models } = {}) => {
    const ear = await by.openOne(orgId, at, { provider: 'first', model })
    return hear(ear, { ...sound, mimeType }, new AbortController().signal)
  }

  test('is heard by who was chosen, at the price of its tokens or of its length', async () => {
    await aProvider('first')
    await compatible({ place: 0 })

    expect(await listen('whisper-1')).toEqual({ text: 'Where is my order?', language: 'en' })
    await openai.settings({ tellsUsage: false })
    await listen('gpt-4o-mini-transcribe')
    await listen('unheard-of')
    const by = { provider: 'first', purpose: 'transcribe', status: 'done', audioSeconds: 4 }
    expect(await ledger()).toMatchObject([
      { ...by, usageSource: 'reported', microUsd: 400, priceVersion: expect.any(String) },
      { ...by, usageSource: 'estimated', microUsd: 200 },
      { ...by, usageSource: 'estimated', microUsd: null, priceVersion: null },
    ])
  })

  test.each([
    ['no_credit', 'no_credit', 'none'],
    ['http_500', 'provider_error', 'none'],
    ['drop', 'cut', 'estimated'],
    ['malformed', 'garbled', 'estimated'],
    ['empty', 'empty', 'reported'],
  ] as const)('that meets %s is not heard: %s', async (kind, fault, usageSource) => {
    await aProvider('first')
    await openai.fail({ kind })

    expect(await listen('whisper-1')).toMatchObject({ fault })
    expect(await ledger()).toMatchObject([{ status: 'failed', fault, usageSource }])
  })

  test('is not waited for without an end', async () => {
    await aProvider('first')
    await openai.fail({ kind: 'slow' })

    const by = withModels({ patience: { hearMs: 1_000 } })
    expect(await listen('whisper-1', { by })).toMatchObject({ fault: 'timeout' })
    expect(await ledger()).toMatchObject([{ status: 'failed', fault: 'timeout', usageSource: 'estimated' }])
  })

  test('goes to nobody while its provider is off, its format is not taken, or a budget has no room', async () => {
    await aProvider('first')
    expect(await listen('whisper-1', { mimeType: 'audio/amr' })).toMatchObject({ fault: 'type' })
    const caps = { steps: null, seconds: null, tokens: null, microUsd: 399 }
    await db.withOrg(orgId, (tx) => putBudget(tx, { scope: 'day', caps, actor }))
    expect(await listen('whisper-1')).toMatchObject({ fault: 'budget' })
    await aProvider('first', { isEnabled: false })
    await compatible()

    expect(await listen('whisper-1')).toMatchObject({ fault: 'not_configured' })
    expect(await openai.log()).toEqual([])
  })
})
