import { api, type CopilotEvent, type CopilotTask, type Id } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { putBudget } from '../../domain/ai-budget/put.ts'
import { listCalls } from '../../domain/ai-call/list.ts'
import { putProvider } from '../../domain/ai-provider/put.ts'
import { listTagUses } from '../../domain/tag/list-uses.ts'
import { putTag } from '../../domain/tag/tag.ts'
import { forgetTranslations } from '../../domain/translation/translation.ts'
import { aConversation, anArticle, anInbox, anOrg, testKeys } from '../../testing/factories.ts'
import { type Caller, pathOf } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const { openai } = simulators
const actor = { memberId: null, apiKeyId: null }
let orgId: Id
let agent: Caller
let conversationId: Id
let messageId: Id

beforeEach(async () => {
  orgId = await anOrg(server.db)
  agent = await server.signIn(orgId)
  await openai.clear()
  await openai.settings({ token: 'demo-key', tellsUsage: true, chunkMs: 0, latencyMs: 0 })
  const inbox = await anInbox(server.db, orgId, { channel: 'web' })
  const text = '¿Qué descuento me pueden dar con el cupón AB-1207?'
  conversationId = (await aConversation(server.db, inbox, { text })).conversationId
  const { items } = await agent.call(api.getTimeline, { params: { conversationId }, query: { limit: 9 } })
  messageId = items[0]?.id ?? ''
})

const withOrg = <T>(work: Parameters<typeof server.db.withOrg<T>>[1]) => server.db.withOrg(orgId, work)

const provider = () =>
  withOrg((tx) =>
    putProvider(tx, testKeys, {
      ...{ kind: 'compatible', baseUrl: simulators.openaiUrl, model: 'llama', embeddingModel: null },
      ...{ place: 0, isEnabled: true, key: 'demo-key', name: 'ours', actor },
    }),
  )

const path = () => pathOf(api.assist, { params: { conversationId } })

async function assist(task: CopilotTask): Promise<CopilotEvent[]> {
  const { body } = await agent.send('POST', path(), { body: task })
  const lines = typeof body === 'string' ? body.trim().split('\n') : [JSON.stringify(body)]
  return lines.map((line) => JSON.parse(line) as CopilotEvent)
}

const last = async (task: CopilotTask) => (await assist(task)).at(-1)
const asked = async () => JSON.stringify((await openai.log()).at(-1)?.request)

test('a tag is renamed and deleted for all conversations that have it, which say so', async () => {
  const params = { conversationId }
  const admin = await server.signIn(orgId, { role: 'admin' })
  const theirs = await anOrg(server.db)
  const { conversationId: foreign } = await aConversation(server.db, await anInbox(server.db, theirs))
  await server.db.withOrg(theirs, (tx) => putTag(tx, foreign, 'vip'))
  const tagged = () => agent.call(api.getConversation, { params })
  for (const tag of ['vip', 'late']) await agent.call(api.addTag, { params, body: { tag } })
  const { version } = await tagged()

  expect(await agent.refusal(api.renameTag, { body: { tag: 'vip', to: 'regular' } })).toBe('not_allowed')
  expect(await admin.refusal(api.renameTag, { body: { tag: 'vip', to: 'LATE' } })).toBe('conflict')
  const renamed = await admin.call(api.renameTag, { body: { tag: 'vip', to: ' Old\n friend ' } })
  expect(renamed).toEqual({ conversations: 1 })
  expect((await tagged()).tags).toEqual(['Old friend', 'late'])
  await expect.poll(tagged).toMatchObject({ version: version + 1 })
  await admin.call(api.deleteTag, { body: { tag: 'Old friend' } })
  expect((await tagged()).tags).toEqual(['late'])
  await expect.poll(tagged).toMatchObject({ version: version + 2 })

  expect(await admin.refusal(api.deleteTag, { body: { tag: 'Old friend' } })).toBe('not_found')
  const { items } = await agent.call(api.getTimeline, { params, query: { limit: 9 } })
  expect(items.slice(-2)).toMatchObject([
    { event: 'tagged', actor: 'member', data: { from: 'vip', tag: 'Old friend' } },
    { event: 'untagged', actor: 'member', data: { tag: 'Old friend', isDeleted: true } },
  ])
  const uses = [{ name: 'late', conversations: 1, isInInstructions: false }]
  expect((await agent.call(api.listTagUses)).tags).toEqual(uses)
  const ofTheirs = await server.db.withOrg(theirs, (tx) => listTagUses(tx))
  expect(ofTheirs).toMatchObject([{ name: 'vip', conversations: 1 }])
})

describe('with a model', () => {
  beforeEach(provider)

  test('a text is rewritten as it is written, and what it lost is told', async () => {
    await openai.script({ reply: { text: 'Su tarjeta [card_1] se cobra el martes, 20 euros.' } })
    const text = 'Le cobramos 30 euros a la tarjeta 4111 1111 1111 1111 el martes.'
    const events = await assist({ task: 'rewrite', text, how: 'shorter' })

    expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(3)
    const written = 'Su tarjeta 4111 1111 1111 1111 se cobra el martes, 20 euros.'
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      text: written,
      lost: ['30 euros'],
      added: ['20 euros'],
    })
    expect(events.map((event) => (event.type === 'text' ? event.delta : '')).join('')).toBe(written)
    expect(await asked()).toContain('[card_1]')
    const short = { task: 'rewrite', text: 'Gracias, Ana.', how: 'shorter' } as const
    expect(await last(short)).toMatchObject({ type: 'failed', fault: 'short_already' })
    const calls = await withOrg((tx) => listCalls(tx, { limit: 9 }))
    expect(calls).toMatchObject([{ purpose: 'copilot', conversationId, status: 'done' }])
  })

  test('a reply goes into the contact’s language, a message into the member’s, which costs once', async () => {
    await openai.script({ reply: { text: 'Claro.' } })
    const ours = await last({ task: 'translate', text: 'Sure.' })
    expect(ours).toMatchObject({ type: 'done', language: 'es', text: 'Claro.' })
    expect(await asked()).toContain('into Spanish')
    await openai.script({ reply: { text: 'What discount can I have with the coupon AB-1207?' } })
    const theirs = await last({ task: 'translate_message', messageId, language: 'en' })

    expect(theirs).toMatchObject({ type: 'done', language: 'en', lost: [], added: [] })
    expect(await asked()).toContain('AB-1207')

    const before = (await openai.log()).length
    expect(await last({ task: 'translate_message', messageId, language: 'en-GB' })).toEqual(theirs)
    expect(await openai.log()).toHaveLength(before)
    await withOrg((tx) => forgetTranslations(tx, messageId))
    await last({ task: 'translate_message', messageId, language: 'en' })
    expect(await openai.log()).toHaveLength(before + 1)
  })

  test('a draft rests on internal articles too, and says so', async () => {
    await anArticle(server.db, orgId, {
      ...{ language: 'es', audience: 'internal', kind: 'faq' },
      ...{
        title: '¿Qué descuento me pueden dar con un cupón?',
        body: 'El descuento con cupón es de 17 por ciento. Se puede dar un descuento con cupón por mes.',
      },
    })
    await openai.settings({ chunkMs: 1 })
    const events = await assist({ task: 'draft' })

    expect(events.filter(({ type }) => type === 'draft').at(-1)).toEqual({
      ...{ type: 'draft', text: '[demo] Se puede dar un descuento con cupón por mes.' },
    })
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'done', mode: 'model', isInternal: true, handoff: null },
      sources: expect.arrayContaining([
        expect.objectContaining({
          title: '¿Qué descuento me pueden dar con un cupón?',
          audience: 'internal',
        }),
      ]),
    })
  })

  test('of the tags only those are suggested that the org has and the conversation has not', async () => {
    const other = await anInbox(server.db, orgId, { channel: 'web' })
    const { conversationId: elsewhere } = await aConversation(server.db, other)
    for (const tag of ['discount', 'vip']) await withOrg((tx) => putTag(tx, elsewhere, tag))
    await openai.script({ reply: { text: JSON.stringify({ tags: ['discount', 'made up'] }) } })

    expect(await last({ task: 'suggest_tags' })).toMatchObject({ tags: ['discount'] })
    const params = { conversationId }
    await agent.call(api.addTag, { params, body: { tag: 'discount' } })
    const { tags, version } = await agent.call(api.addTag, { params, body: { tag: 'discount' } })
    expect(tags).toEqual(['discount'])
    expect((await agent.call(api.removeTag, { params, body: { tag: 'discount' } })).version).toBe(version + 1)
    // As somebody else writes it, it is the same one; a new one is there for all conversations.
    const added = await agent.call(api.addTag, { params, body: { tag: ' New \n customer ' } })
    expect(added.tags).toEqual(['New customer'])
    expect(await agent.call(api.addTag, { params, body: { tag: 'NEW CUSTOMER' } })).toEqual(added)
    await agent.call(api.removeTag, { params, body: { tag: 'New customer' } })
    expect((await agent.call(api.listTags)).tags).toEqual(['discount', 'vip', 'New customer'])
    const fill = Array.from({ length: 20 }, (_, n) => `tag ${n}`)
    await withOrg(async (tx) => {
      for (const tag of fill) await putTag(tx, params.conversationId, tag)
    })
    const tooMany = agent.call(api.addTag, { params, body: { tag: 'one more' } })
    await expect(tooMany).rejects.toThrow('at most 20 tags')
  })

  test('who gives up ends the call, which stays in the ledger', async () => {
    await openai.script({ reply: { text: 'word '.repeat(200) } })
    await openai.settings({ chunkMs: 50 })
    const left = new AbortController()
    const response = await fetch(`${server.url}${path()}`, {
      method: 'POST',
      headers: { cookie: agent.cookie, origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ task: 'summarise', language: 'en' }),
      signal: left.signal,
    })
    await response.body?.getReader().read()
    left.abort()

    await expect
      .poll(() => withOrg((tx) => listCalls(tx, { limit: 9 })))
      .toMatchObject([{ status: 'failed', fault: 'aborted', usageSource: 'estimated' }])
  })

  test('a budget without room, and a provider that fails, are said', async () => {
    await openai.fail({ kind: 'no_credit' })
    expect(await last({ task: 'summarise', language: 'en' })).toMatchObject({ fault: 'no_credit' })
    const caps = { steps: 1, seconds: null, tokens: null, microUsd: null }
    await withOrg((tx) => putBudget(tx, { scope: 'conversation', caps, actor }))

    expect(await last({ task: 'summarise', language: 'en' })).toMatchObject({ fault: 'budget' })
  })
})

test('without a model a draft quotes, and the rest says why it cannot', async () => {
  const inbox = await anInbox(server.db, orgId, { channel: 'web' })
  const text = '¿Qué descuento me pueden dar con un cupón?'
  conversationId = (await aConversation(server.db, inbox, { text })).conversationId
  await anArticle(server.db, orgId, {
    ...{ language: 'es', audience: 'public', kind: 'faq' },
    ...{ title: '¿Qué descuento me pueden dar con un cupón?', body: 'El descuento es de 5 por ciento.' },
  })
  expect(await agent.call(api.getCopilot)).toEqual({ hasModel: false, hears: false, sees: false })
  expect(await last({ task: 'draft' })).toMatchObject({
    ...{ type: 'done', mode: 'quoting', isInternal: false, handoff: null },
    text: expect.stringContaining('El descuento es de 5 por ciento.'),
  })

  expect(await last({ task: 'summarise', language: 'es' })).toMatchObject({ fault: 'not_configured' })
  expect(await last({ task: 'suggest_tags' })).toMatchObject({ type: 'failed', fault: 'no_tags' })
  expect(await openai.log()).toEqual([])
})
