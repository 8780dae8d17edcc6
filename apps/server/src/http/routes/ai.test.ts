import { api, type Id } from '@hilo/protocol'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { anOrg } from '../../testing/factories.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
let orgId: Id
let owner: Caller
let agent: Caller

beforeAll(() => simulators.openai.clear())
beforeEach(async () => {
  orgId = await anOrg(server.db)
  owner = await server.signIn(orgId, { role: 'owner' })
  agent = await server.signIn(orgId)
})

const settings = () => ({
  ...{ kind: 'compatible' as const, baseUrl: simulators.openaiUrl, model: 'llama', embeddingModel: null },
  ...{ place: 0, isEnabled: false },
})

const put = (over: object = {}, name = 'ours') =>
  owner.call(api.putAiProvider, { params: { name }, body: { ...settings(), key: 'demo-key', ...over } })

const refuse = (over: object, name = 'ours') =>
  owner.refusal(api.putAiProvider, { params: { name }, body: { ...settings(), ...over } })

describe('a provider', () => {
  test('is listed in its order, with who changed it and without its key', async () => {
    await put({ place: 2 }, 'second')
    await put({ place: 1 }, 'first')
    const answer = await agent.call(api.listAiProviders)

    expect(answer.providers.map(({ name }) => name)).toEqual(['first', 'second'])
    expect(answer.providers[0]).toMatchObject({ isKeySet: true, changedBy: { kind: 'member' } })
    const { rows } = await admin.query('select sealed from ai_provider where org_id = $1', [orgId])
    expect(JSON.stringify(answer) + rows.map(({ sealed }) => sealed.toString('latin1'))).not.toContain(
      'demo-key',
    )
  })

  test('keeps its key when it is changed, but not to be sent elsewhere', async () => {
    await put()
    const { key: _, ...rest } = { key: '', ...settings() }
    const kept = await owner.call(api.putAiProvider, {
      params: { name: 'ours' },
      body: { ...rest, model: 'other' },
    })

    expect(kept).toMatchObject({ model: 'other', isKeySet: true })
    expect(await refuse({ baseUrl: 'https://thief.example/v1' })).toBe('invalid_request')
    expect(await refuse({ kind: 'openai', baseUrl: null })).toBe('invalid_request')
    expect(await put({ baseUrl: 'https://other.example/v1', key: 'another' })).toMatchObject({
      isKeySet: true,
    })
  })

  test.each([
    ['a compatible one without an address', { baseUrl: null }],
    ['another one with an address', { kind: 'openai' }],
    ['one without a model', { model: null }],
    ['a key for the operator’s', { kind: 'installation', baseUrl: null, key: 'x' }],
    ['a password in the address', { baseUrl: 'https://me:secret@llm.example/v1' }],
    ['no address of the web', { baseUrl: 'file:///etc/passwd' }],
  ])('is refused: %s', async (_, over) => {
    expect(await refuse(over)).toBe('invalid_request')
  })

  test('is changed by those who answer for the org, and by nobody else', async () => {
    await put()

    expect(await agent.refusal(api.putAiProvider, { params: { name: 'ours' }, body: settings() })).toBe(
      'not_allowed',
    )
    expect(await agent.refusal(api.testAiProvider, { params: { name: 'ours' } })).toBe('not_allowed')
    expect(await owner.call(api.removeAiProvider, { params: { name: 'ours' } })).toEqual({ providers: [] })
    expect(await owner.refusal(api.removeAiProvider, { params: { name: 'ours' } })).toBe('not_found')
  })

  test('is tested through the ledger', async () => {
    await put()
    await put({ key: 'wrong' }, 'broken')
    await simulators.openai.script({ match: 'are you there', reply: { text: 'ready' }, times: 1 })

    const fine = await owner.call(api.testAiProvider, { params: { name: 'ours' } })
    const broken = await owner.call(api.testAiProvider, { params: { name: 'broken' } })

    const [logged] = (await simulators.openai.log()).slice(-2)
    const tokens = (logged?.inputTokens ?? 0) + (logged?.outputTokens ?? 0)
    expect(fine).toMatchObject({ fault: null, text: 'ready', model: 'llama', tokens, microUsd: null })
    expect(broken).toMatchObject({ fault: 'not_allowed', tokens: 0 })
    const { calls } = await agent.call(api.listAiCalls)
    expect(calls.map(({ provider, purpose }) => [provider, purpose])).toEqual([
      ['broken', 'test'],
      ['ours', 'test'],
    ])
    const [newest] = calls
    const older = await agent.call(api.listAiCalls, { query: { before: newest?.id } })
    expect(older.calls).toEqual(calls.slice(1))
  })
})

describe('a provider that is to be used', () => {
  const of = async (name = 'ours') =>
    (await agent.call(api.listAiProviders)).providers.find((one) => one.name === name)

  test('is asked for a word first, and stays off with the reason while it does not answer', async () => {
    const wrong = await put({ isEnabled: true, key: 'wrong' })
    const nobody = await put({ isEnabled: true, baseUrl: 'http://127.0.0.1:9/v1' }, 'nobody')

    expect(wrong).toMatchObject({ isEnabled: false, check: { fault: 'not_allowed' } })
    expect(nobody).toMatchObject({ isEnabled: false, check: { fault: 'unreachable' } })
    expect(wrong.check?.reason).not.toContain('wrong')

    const mended = await put({ isEnabled: true })

    expect(mended).toMatchObject({ isEnabled: true, check: { fault: null, reason: null } })
  })

  test('is not asked again for what changes nothing of how it is called', async () => {
    const { check } = await put({ isEnabled: true })
    const { key: _, ...rest } = { key: '', ...settings(), isEnabled: true }
    const moved = await owner.call(api.putAiProvider, {
      params: { name: 'ours' },
      body: { ...rest, place: 3 },
    })

    expect(moved).toMatchObject({ place: 3, isEnabled: true, check })
    expect((await agent.call(api.listAiCalls)).calls).toHaveLength(1)
    const other = await owner.call(api.putAiProvider, {
      params: { name: 'ours' },
      body: { ...rest, isEnabled: false, model: 'other' },
    })
    expect(other.check).toBeNull()
  })

  test('tells how its last call failed, until one does not', async () => {
    await put({ isEnabled: true })
    await simulators.openai.fail({ kind: 'no_credit' })
    await owner.call(api.testAiProvider, { params: { name: 'ours' } })

    expect(await of()).toMatchObject({
      ...{ isEnabled: true, check: { fault: 'no_credit' }, lastFault: { fault: 'no_credit' } },
    })
    await owner.call(api.testAiProvider, { params: { name: 'ours' } })
    expect(await of()).toMatchObject({ check: { fault: null }, lastFault: null })
  })
})

describe('a budget', () => {
  test('holds for the next call, and shows what was spent', async () => {
    await put()
    await owner.call(api.testAiProvider, { params: { name: 'ours' } })
    const body = { steps: 1, seconds: null, tokens: null, microUsd: null }
    const { budgets } = await owner.call(api.putAiBudget, { params: { scope: 'day' }, body })

    const day = budgets.find(({ scope }) => scope === 'day')
    expect(day).toMatchObject({
      own: body,
      caps: { steps: 1, seconds: 200_000 },
      spent: { steps: 1, unknown: 1 },
    })
    const refused = await owner.call(api.testAiProvider, { params: { name: 'ours' } })
    expect(refused).toMatchObject({ fault: 'budget', text: expect.stringContaining('today'), tokens: 0 })
    expect((await agent.call(api.listAiCalls)).calls).toHaveLength(1)
  })

  test('on money asks a model once the org has said what it costs; each call keeps the price that it had', async () => {
    const test = () => owner.call(api.testAiProvider, { params: { name: 'ours' } })
    const price = (input: number) =>
      owner.call(api.putAiPrices, { params: { name: 'ours' }, body: { models: [{ ...PRICE, input }] } })
    await put({ isEnabled: true })
    const body = { steps: null, seconds: null, tokens: null, microUsd: 1_000_000 }
    const capped = await owner.call(api.putAiBudget, { params: { scope: 'day' }, body })
    expect(capped.unpriced).toEqual([{ provider: 'ours', model: 'llama' }])
    expect(await test()).toMatchObject({ fault: 'budget', text: expect.stringContaining('Providers') })

    await price(1_000_000)
    const first = await test()
    await price(2_000_000)
    await price(2_000_000)
    const second = await test()

    expect([first.fault, second.fault]).toEqual([null, null])
    const { calls } = await agent.call(api.listAiCalls, { query: { limit: 2 } })
    expect(
      calls.map(({ priceVersion, microUsd, inputTokens }) => [priceVersion, microUsd, inputTokens]),
    ).toEqual([
      ['own-2', 2 * (second.tokens - (calls[0]?.outputTokens ?? 0)), calls[0]?.inputTokens],
      ['own-1', first.tokens - (calls[1]?.outputTokens ?? 0), calls[1]?.inputTokens],
    ])
    const { versions } = await agent.call(api.listAiPrices)
    expect(versions.map(({ version, models }) => [version, models[0]?.input])).toEqual([
      [2, 2_000_000],
      [1, 1_000_000],
    ])
    expect((await agent.call(api.listAiBudgets)).unpriced).toEqual([])
    const twice = { params: { name: 'ours' }, body: { models: [PRICE, PRICE] } }
    expect(await owner.refusal(api.putAiPrices, twice)).toBe('invalid_request')
    await owner.call(api.removeAiProvider, { params: { name: 'ours' } })
    expect(await put()).toMatchObject({ prices: null })
  })
})

const PRICE = { model: 'llama', input: 0, cached: 0, output: 0, minute: null, isInstead: false }
