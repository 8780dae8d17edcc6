import { api, type EventItem, type Id, newId } from '@hilo/protocol'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadAnswerInput } from '../../domain/ai-answer/load.ts'
import { listCalls } from '../../domain/ai-call/list.ts'
import { putProvider } from '../../domain/ai-provider/put.ts'
import { claimJob } from '../../domain/job/claim.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { anArticle } from '../../testing/factories.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { openai } = simulators
const actor = { memberId: null, apiKeyId: null }
let desk: Desk
let orgId: Id

beforeAll(async () => {
  await openai.settings({ token: 'demo-key' })
})
beforeEach(async () => {
  await openai.clear()
  desk = await openDesk(server, { simulators })
  orgId = desk.number.orgId
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  await anArticle(server.db, orgId, {
    ...{ kind: 'faq', title: 'How long does shipping take?' },
    body: 'Shipping takes 3 business days and costs $12.50.',
  })
})

const provider = () =>
  server.db.withOrg(orgId, (tx) =>
    putProvider(tx, server.keys, {
      ...{
        kind: 'compatible',
        baseUrl: simulators.openaiUrl,
        model: 'llama',
        embeddingModel: null,
        place: 0,
      },
      ...{ isEnabled: true, key: 'demo-key', name: 'first', actor },
    }),
  )

const QUESTION = 'How long does shipping take?'
const ANSWER = 'Shipping takes 3 business days.'

const draft = (text = ANSWER) => ({
  text: JSON.stringify({
    ...{ action: 'answer', reason: 'none', text },
    citations: [{ id: 'p1', quote: 'Shipping takes 3 business days' }],
  }),
})

/** Nobody writes any more: what is due once the contact is quiet is due now. */
const hasten = () =>
  admin.query("update job set due_at = now() where org_id = $1 and kind = 'answer' and due_at > now()", [
    orgId,
  ])

/** What the phone got, as soon as it is so many; a moment later it is no more. */
async function answers(count = 1): Promise<string[]> {
  await vi.waitFor(
    async () => {
      await hasten()
      expect((await desk.phone()).length).toBeGreaterThanOrEqual(count)
    },
    { timeout: 15_000, interval: 50 },
  )
  await new Promise((resolve) => setTimeout(resolve, 150))
  const said = await desk.phone()
  expect(said).toHaveLength(count)
  return said
}

describe('a contact of an inbox that AI answers', () => {
  test('is answered once, with the why, what it cost and what it rests on', async () => {
    await provider()
    await openai.script({ reply: draft() })
    await desk.say(QUESTION)

    expect(await answers()).toEqual([ANSWER])
    const conversation = await desk.conversation()
    expect(conversation).toMatchObject({ holder: 'ai', waitingSince: null, preview: { author: 'ai' } })
    const message = (await desk.timeline()).find((item) => item.type === 'message' && item.author === 'ai')
    expect(message).toMatchObject({
      answer: { action: 'answer', citations: [{ quote: ANSWER.slice(0, -1) }] },
    })
    const params = { conversationId: conversation.id, messageId: message?.id }
    const why = await desk.agent.call(api.getAnswer, { params })
    expect(why).toMatchObject({ trace: { mode: 'model', question: QUESTION, isEnough: true }, feedback: [] })
    expect(why.calls).toMatchObject([{ purpose: 'answer', status: 'done', messageId: message?.id }])
    const body = { rating: 'bad', why: 'Too short' }
    const rated = await desk.agent.call(api.rateAnswer, { params, body })
    expect(rated.feedback).toMatchObject([{ by: 'member', name: 'Ada', rating: 'bad', why: 'Too short' }])
    expect((await desk.timeline()).find(({ id }) => id === message?.id)).toMatchObject({
      answer: { memberRating: 'bad', contactRating: null },
    })
  })

  test('is answered once for what they write in one go', async () => {
    await desk.say('Hello')
    await desk.say(QUESTION)

    expect(await answers()).toEqual([expect.stringContaining('Shipping takes 3 business days')])
  })

  test('what came before a hand-over is said in short by a model, beside the turns, unless it makes something up', async () => {
    await provider()
    await openai.script({ reply: draft() })
    await desk.say(`${QUESTION} My card is 4111 1111 1111 1111`)
    await answers(1)
    await openai.script({ reply: { text: '- Asked about shipping, paid by [card_1].' } })
    await desk.say('Quiero hablar con una persona')
    await answers(2)

    const handOver = async () => (await desk.timeline()).findLast(({ type }) => type === 'event') as EventItem
    const written = '- Asked about shipping, paid by 4111 1111 1111 1111.'
    await vi.waitFor(async () => expect((await handOver()).data).toMatchObject({ written }), {
      timeout: 15_000,
    })
    expect((await handOver()).data.summary).toHaveLength(3)
    const sent = (await openai.log()).map(({ request }) => JSON.stringify(request))
    expect(sent.filter((one) => one.includes('4111'))).toEqual([])
    const conversationId = await desk.conversationId()
    await desk.agent.call(api.handBack, { params: { conversationId } })
    await openai.script({ reply: { text: '- Shipping costs $999.' } })
    await desk.say('Quiero hablar con una persona ya')
    await answers(3)

    const left = async () => {
      const { rows } = await admin.query('select kind from job where org_id = $1', [orgId])
      const calls = await server.db.withOrg(orgId, (tx) => listCalls(tx, { limit: 9 }))
      const asked = calls.filter(({ purpose }) => purpose === 'summarise')
      return [rows.filter(({ kind }) => kind === 'summarise').length, asked.map(({ status }) => status)]
    }
    await vi.waitFor(async () => expect(await left()).toEqual([0, ['done', 'done']]), { timeout: 15_000 })
    expect((await handOver()).data).toMatchObject({ reason: 'user_asked', summary: expect.anything() })
    expect((await handOver()).data.written).toBeUndefined()
  })

  test('who asks for a person in Spanish gets one, with a summary for members', async () => {
    await desk.say(QUESTION)
    await answers(1)
    await desk.say('Quiero hablar con una persona')

    expect((await answers(2))[1]).toBe('Claro. Una persona del equipo responderá por aquí.')
    const conversation = await desk.conversation()
    expect(conversation).toMatchObject({ holder: 'human', handoffReason: 'user_asked' })
    expect(conversation.waitingSince).not.toBeNull()
    expect((await desk.timeline()).at(-1)).toMatchObject({
      ...{ type: 'event', event: 'handed_off', actor: 'ai' },
      data: { reason: 'user_asked', summary: expect.arrayContaining([{ from: 'contact', text: QUESTION }]) },
    })
    await desk.say('¿Hay alguien ahí?')
    expect((await answers(3))[2]).toBe(
      'El equipo ya está al tanto de la espera, y alguien responderá por aquí.',
    )
    await desk.say('And what does shipping cost?')
    await answers(3)

    // Nobody has answered that, and AI can.
    await desk.agent.call(api.handBack, { params: { conversationId: conversation.id } })
    expect(await desk.conversation()).toMatchObject({ holder: 'ai' })
    expect((await answers(4))[3]).toContain('$12.50')
  })

  test('is AI’s again after people hand back, for what they have not answered', async () => {
    await desk.say('I want to talk to a person')
    await answers(1)
    await desk.answer('Ada here.')
    await answers(2)
    await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })
    expect(await desk.conversation()).toMatchObject({ holder: 'ai' })
    await answers(2)
    await desk.say(QUESTION)

    expect((await answers(3))[2]).toContain('3 business days')
  })

  test('who thanks has confirmed the answer before', async () => {
    await desk.say(QUESTION)
    await answers(1)
    await desk.say('No, thanks')
    await answers(2)
    const { rows: none } = await admin.query(
      'select from ai_answer where org_id = $1 and confirmed_at is not null',
      [orgId],
    )
    expect(none).toEqual([])
    await desk.say('Thank you!')
    await answers(3)

    const { rows } = await admin.query(
      'select action, confirmed_at is not null as confirmed from ai_answer where org_id = $1 order by read_seq',
      [orgId],
    )
    expect(rows).toEqual([
      { action: 'answer', confirmed: true },
      { action: 'clarify', confirmed: false },
      { action: 'clarify', confirmed: false },
    ])
    await desk.say('Do you sell surfboards in Antarctica?')
    await answers(4)
    await admin.query('update ai_answer set confirmed_at = null where org_id = $1', [orgId])
    await desk.say('thanks')
    await answers(5)
    const { rows: after } = await admin.query(
      'select action, confirmed_at from ai_answer where org_id = $1 and confirmed_at is not null',
      [orgId],
    )
    expect(after).toEqual([])
  })
})

describe('nothing is said twice, and nothing into the turn of others', () => {
  test('a member who takes over while AI writes has the last word', async () => {
    await provider()
    await openai.fail({ kind: 'slow', ms: 700 })
    await openai.script({ reply: draft() })
    await desk.say(QUESTION)
    await hasten()
    await vi.waitFor(async () => expect(await openai.log()).toHaveLength(1), { timeout: 5_000 })
    await desk.answer('I am Ada.')

    expect(await answers()).toEqual(['I am Ada.'])
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), { timeout: 5_000 })
    expect(await desk.phone()).toEqual(['I am Ada.'])
  })

  test('what is written while AI writes is answered with the rest, once', async () => {
    await provider()
    await openai.fail({ kind: 'slow', ms: 700 })
    await openai.script({ reply: draft() })
    await desk.say(QUESTION)
    await hasten()
    await vi.waitFor(async () => expect(await openai.log()).toHaveLength(1), { timeout: 5_000 })
    await desk.say('I mean to Brazil')

    expect(await answers()).toEqual([ANSWER])
    const { rows } = await admin.query('select read_seq from ai_answer where org_id = $1', [orgId])
    expect(rows).toEqual([{ read_seq: 2 }])
  })

  test('what a dead server had begun is answered by the next one, once', async () => {
    await desk.say(QUESTION)
    const conversationId = await vi.waitFor(() => desk.conversationId())
    await admin.query('update job set due_at = now() where id = $1', [conversationId])
    const claim = { orgId, id: conversationId, nodeId: newId(), living: [] }

    expect(await claimJob(server.db, claim)).not.toBeNull()
    expect(await answers()).toHaveLength(1)
  })

  test('the same webhook again is no question', async () => {
    await simulators.whatsapp.settings({ webhooks: { duplicateProbability: 1 } })
    await desk.say(QUESTION)
    await simulators.whatsapp.settings({ webhooks: { duplicateProbability: 0 } })
    await answers()
    const conversationId = await desk.conversationId()

    expect(await server.db.withOrg(orgId, (tx) => loadAnswerInput(tx, conversationId))).toMatchObject({
      lastInSeq: 1,
      handledSeq: 1,
    })
  })

  test('who writes in another inbox, which people answer, hears nothing of AI', async () => {
    const other = await openDesk(server, { simulators })
    await other.say(QUESTION)
    await desk.say(QUESTION)
    await answers()

    expect(await other.phone()).toEqual([])
    expect(await other.conversation()).toMatchObject({ holder: 'nobody' })
    const byAi = (await desk.timeline()).find((item) => item.type === 'message' && item.author === 'ai')
    const params = { conversationId: await desk.conversationId(), messageId: byAi?.id }
    expect(await other.agent.refusal(api.getAnswer, { params })).toBe('not_found')
  })

  test('an inbox that AI answers no more leaves what was asked to members', async () => {
    await desk.say(QUESTION)
    await vi.waitFor(async () => expect(await desk.conversation()).toMatchObject({ holder: 'ai' }))
    const { inboxId } = desk.number
    const owner = await server.signIn(orgId, { role: 'owner' })
    const same = { name: 'WhatsApp', backendId: null, allowedOrigins: null }
    const kept = await owner.call(api.changeInbox, { params: { inboxId }, body: same })
    const body = { ...same, answersBy: 'people' }
    const changed = await owner.call(api.changeInbox, { params: { inboxId }, body })
    await hasten()

    expect([kept.answersBy, changed.answersBy]).toEqual(['ai', 'people'])
    await vi.waitFor(async () => expect(await desk.conversation()).toMatchObject({ holder: 'nobody' }))
    expect(await desk.phone()).toEqual([])
    // It is a number of WhatsApp: AI comes back with a purpose, and stays with one.
    const params = { inboxId }
    const byAi = { ...same, answersBy: 'ai' as const }
    expect(await owner.refusal(api.changeInbox, { params, body: byAi })).toBe('invalid_request')
    const told = await owner.call(api.changeInbox, { params, body: { ...byAi, purpose: 'Orders' } })
    expect(told).toMatchObject({ answersBy: 'ai', purpose: 'Orders' })
    const { revision } = await owner.call(api.getAiInstruction, { params })
    const none = { params, body: { publish: null, expect: revision } }
    expect(await owner.refusal(api.publishAiInstruction, none)).toBe('invalid_request')
  })

  test('a machine that goes on and on is left to people', async () => {
    await desk.say('Hello')
    await answers()
    const { rows } = await admin.query('select id from ai_answer where org_id = $1', [orgId])
    await admin.query(
      `insert into ai_answer (org_id, id, inbox_id, conversation_id, read_seq, action, mode, language, question,
         citations, trace)
       select org_id, gen_random_uuid(), inbox_id, conversation_id, read_seq, action, mode, language, question,
         citations, trace from ai_answer, generate_series(1, 60) where id = $1`,
      [rows[0].id],
    )
    await desk.say(QUESTION)

    expect((await answers(2))[1]).toMatch(/^I cannot answer that right now/)
    expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'budget' })
  })
})

test('who is erased while AI writes is told nothing of it, and is somebody new when they write again', async () => {
  await desk.say(QUESTION)
  await answers()
  await provider()
  await openai.fail({ kind: 'slow', ms: 500 })
  await openai.script({ reply: draft() })
  await desk.say('And how long does shipping to Brazil take?')
  await hasten()
  await vi.waitFor(async () => expect(await openai.log()).toHaveLength(1), { timeout: 5_000 })
  const owner = await server.signIn(orgId, { role: 'owner' })
  const { contact } = await desk.conversation()
  const params = { contactId: contact.id }
  expect(await desk.agent.refusal(api.eraseContact, { params })).toBe('not_allowed')
  const { kept } = await owner.call(api.exportContact, { params })
  expect(kept).toMatchObject({ ai_answer: [{ question: QUESTION }], identity: [{ channel: 'whatsapp' }] })
  expect(JSON.stringify(kept.message)).toContain('to Brazil')
  await owner.call(api.eraseContact, { params })

  expect(await owner.refusal(api.exportContact, { params })).toBe('not_found')
  await vi.waitFor(async () => expect((await openai.log())[0]?.outcome).toBeDefined())
  await desk.say(QUESTION)
  await answers(2)
  const { conversations } = await desk.agent.call(api.listConversations)
  expect(conversations).toHaveLength(1)
  expect(conversations[0]?.contact.id).not.toBe(contact.id)
  const { rows } = await admin.query('select count(*)::int from ai_answer where org_id = $1', [orgId])
  expect(rows).toEqual([{ count: 1 }])
  expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
})

describe('a provider that fails', () => {
  const FAULTS = ['http_500', 'drop', 'hang', 'stall', 'cut', 'malformed', 'empty', 'rate_limited'] as const

  test('in whatever way: each contact gets one message within 15 seconds, and a person', async () => {
    await provider()
    await openai.script({ reply: draft('Shipping takes 3 business days, as the article says.') })
    const contacts = await Promise.all(
      FAULTS.map(async (kind) => {
        const { id: personId } = await simulators.whatsapp.addPerson({ name: kind })
        await openai.fail({ kind, times: 9, match: `parcel ${kind}`, retryAfterSeconds: 60 })
        return { kind, at: { personId, phoneNumberId: desk.number.account } }
      }),
    )
    const began = performance.now()
    for (const { kind, at } of contacts) {
      await simulators.whatsapp.say({ ...at, text: `How long does shipping take for my parcel ${kind}?` })
    }
    const heldBy = async () => (await desk.agent.call(api.listConversations)).conversations
    await vi.waitFor(
      async () =>
        expect((await heldBy()).filter(({ holder }) => holder === 'human')).toHaveLength(FAULTS.length),
      { timeout: 15_000, interval: 100 },
    )
    expect(performance.now() - began).toBeLessThan(15_000)
    await simulators.whatsapp.awaitIdle()

    for (const { kind, at } of contacts) {
      const said = (await simulators.whatsapp.messages(at)).filter(({ direction }) => direction === 'out')
      expect(
        said.map(({ body }) => JSON.stringify(body)),
        kind,
      ).toEqual([expect.stringContaining('A person from the team will answer you here.')])
    }
  })
})

describe('what cannot be read', () => {
  const at = () => ({ personId: desk.personId, phoneNumberId: desk.number.account })

  test('a place goes to people', async () => {
    await simulators.whatsapp.sendLocation(at())

    expect(await answers()).toEqual(['I can read only text. A person from the team will answer you here.'])
    expect(await desk.conversation()).toMatchObject({ handoffReason: 'unreadable' })
  })
})

const jobs = async () =>
  (await admin.query("select 1 from job where org_id = $1 and kind = 'answer'", [orgId])).rows
