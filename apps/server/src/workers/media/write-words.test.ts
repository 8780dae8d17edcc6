import { api, type Id, type MediaWordsMode, type MessageItem, newId } from '@hilo/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { encode } from '../../db/codec.ts'
import { putAiMedia } from '../../domain/ai-media/put.ts'
import { putProvider } from '../../domain/ai-provider/put.ts'
import { amendMessage } from '../../domain/message/amend.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import { pathOf } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const { openai, whatsapp } = simulators
const actor = { memberId: null, apiKeyId: null }
const QUESTION = 'How long does shipping take?'
const ANSWER = 'Shipping takes 3 business days.'
let desk: Desk
let orgId: Id

beforeEach(async () => {
  await openai.settings({ token: 'demo-key' })
  await openai.clear()
  desk = await openDesk(server, { simulators })
  orgId = desk.number.orgId
})

/** Who puts files into words, and when. */
function words(voice: MediaWordsMode, pictures: MediaWordsMode = 'off') {
  return server.db.withOrg(orgId, async (tx) => {
    const usual = { kind: 'compatible', baseUrl: simulators.openaiUrl, model: 'llama' } as const
    const more = { embeddingModel: null, place: 0, isEnabled: true, key: 'demo-key' }
    await putProvider(tx, server.keys, { ...usual, ...more, name: 'first', actor })
    const by = { provider: 'first', model: 'hilo-demo-transcribe' }
    const seen = { provider: 'first', model: 'llama' }
    await putAiMedia(tx, { voice: { mode: voice, ...by }, pictures: { mode: pictures, ...seen }, actor })
  })
}

async function aiAnswers(): Promise<void> {
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  const body = 'Shipping takes 3 business days and costs $12.50.'
  await anArticle(server.db, orgId, { kind: 'faq', title: QUESTION, body })
  const draft = { action: 'answer', reason: 'none', text: ANSWER }
  const citations = [{ id: 'p1', quote: 'Shipping takes 3 business days' }]
  await openai.script({ shape: 'answer', reply: { text: JSON.stringify({ ...draft, citations }) } })
}

const at = () => ({ personId: desk.personId, phoneNumberId: desk.number.account })

/** The contact's voice note, once its bytes are here: the newest, and none that was there before. */
async function speak(said: string | null, seconds = 4): Promise<MessageItem> {
  const known = await heardOf().catch(() => [])
  await whatsapp.sendVoice({ ...at(), seconds, words: said })
  return vi.waitFor(
    async () => {
      const last = (await heardOf()).find(({ id }) => !known.some((one) => one.id === id))
      expect(last).toMatchObject({ media: { status: 'stored' } })
      return last as MessageItem
    },
    { timeout: 15_000, interval: 50 },
  )
}

const heardOf = async (): Promise<MessageItem[]> =>
  (await desk.timeline()).flatMap((item) =>
    item.type === 'message' && item.author === 'contact' ? [item] : [],
  )

const worded = (id: Id, expected: object) =>
  vi.waitFor(
    async () => {
      const message = (await desk.timeline()).find((item) => item.id === id)
      expect(message).toMatchObject({ media: { words: expected } })
    },
    { timeout: 15_000, interval: 50 },
  )

/** Nobody writes any more: what is due once the contact is quiet is due now. */
const hasten = () =>
  admin.query("update job set due_at = now() where org_id = $1 and kind = 'answer' and due_at > now()", [
    orgId,
  ])

async function phone(count: number): Promise<string[]> {
  return vi.waitFor(
    async () => {
      await hasten()
      const said = await desk.phone()
      expect(said.length).toBeGreaterThanOrEqual(count)
      return said
    },
    { timeout: 15_000, interval: 50 },
  )
}

const ask = (message: MessageItem, by = desk.agent) =>
  desk
    .conversationId()
    .then((conversationId) =>
      by.call(api.putIntoWords, { params: { conversationId, messageId: message.id } }),
    )
const callsOf = async (message: MessageItem) =>
  (await desk.agent.call(api.listAiCalls, { query: { messageId: message.id } })).calls

describe('a voice note', () => {
  test('is transcribed once, shown with who heard it, and answered as what is said in it', async () => {
    await words('always')
    await aiAnswers()
    const message = await speak(QUESTION)

    expect(await phone(1)).toEqual([ANSWER])
    await worded(message.id, {
      ...{ kind: 'transcript', status: 'done', text: QUESTION, language: 'en', seconds: 4 },
      ...{ provider: 'first', model: 'hilo-demo-transcribe', failure: null },
    })
    const calls = await callsOf(message)
    expect(calls).toMatchObject([{ purpose: 'transcribe', status: 'done', audioSeconds: 4, microUsd: null }])
    expect(calls).toHaveLength(1)
    const { rows } = await admin.query("select 1 from job where org_id = $1 and kind = 'write_words'", [
      orgId,
    ])
    expect(rows).toEqual([])
  })

  test('is told to members as what a machine heard, where it calls them and in a summary', async () => {
    await words('always')
    await aiAnswers()
    await speak('Can I talk to a person, please?')
    await phone(1)

    const event = (await desk.timeline()).find((item) => item.type === 'event' && item.event === 'handed_off')
    const heard = { from: 'contact', text: 'Can I talk to a person, please?', by: 'voice' }
    expect(event).toMatchObject({ data: { reason: 'user_asked', summary: [heard] } })
    const path = pathOf(api.assist, { params: { conversationId: await desk.conversationId() } })
    const { body } = await desk.agent.send('POST', path, { body: { task: 'summarise', language: 'en' } })
    const done = JSON.parse(String(body).trim().split('\n').at(-1) ?? '')
    expect(done).toMatchObject({ heard: ['voice'], text: expect.stringContaining('(voice message') })
  })

  test('that a dead server had begun to transcribe is transcribed by the next one', async () => {
    await words('asked')
    const message = await speak('Hello')
    const { content } = message
    const mediaId = content.type === 'media' ? content.mediaId : null
    await admin.query(
      `with due as (
         insert into media_words (org_id, media_id, conversation_id, kind, status, member_id)
         values ($1, $2, $3, 'transcript', 'due', (select id from member where org_id = $1 limit 1)))
       insert into job (org_id, id, kind, payload, claimed_by, attempts)
       values ($1, $2, 'write_words', $4, $5, 1)`,
      [orgId, mediaId, await desk.conversationId(), encode({ kind: 'write_words', mediaId }), newId()],
    )

    await worded(message.id, { status: 'done', text: 'Hello' })
  })

  test('of a contact who takes it back meanwhile leaves no words', async () => {
    await words('always')
    await openai.fail({ kind: 'slow', ms: 1_000 })
    const message = await speak('My secret')
    await vi.waitFor(async () => expect(await openai.log()).toHaveLength(1), { timeout: 15_000 })
    const { rows } = await admin.query(
      'select inbox_id as "inboxId", conversation_id as "conversationId", external_id as target from message where id = $1',
      [message.id],
    )
    const { target, ...place } = rows[0]
    const content = { type: 'unsend', targetExternalId: target } as const
    await amendMessage(server.db, { ...place, orgId, direction: 'in', content })

    const jobs = () => admin.query("select 1 from job where org_id = $1 and kind = 'write_words'", [orgId])
    await vi.waitFor(async () => expect((await jobs()).rows).toEqual([]), { timeout: 15_000 })
    const left = await admin.query('select 1 from media_words where org_id = $1', [orgId])
    expect(left.rows).toEqual([])
  })

  test('is answered with a word of ours where nobody hears it: please write, then a person', async () => {
    await aiAnswers()
    await speak(QUESTION)
    const [first] = await phone(1)
    await speak(QUESTION)

    expect(first).toContain('I cannot listen to voice messages. Write to me')
    expect((await phone(2))[1]).toContain('A person from the team will answer you here.')
    expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'unreadable' })
    expect(await openai.log()).toEqual([])
  })

  test('that the provider does not hear is told to members with why, and to the contact', async () => {
    await words('always')
    await aiAnswers()
    await openai.fail({ kind: 'no_credit' })
    const message = await speak(QUESTION)

    await worded(message.id, { status: 'failed', text: null, failure: 'no_credit' })
    expect((await phone(1))[0]).toContain('I cannot listen')
    expect(await ask(message)).toMatchObject({ media: { words: { status: 'due', failure: null } } })
    await worded(message.id, { status: 'done', text: QUESTION })
  })
})

describe('a member', () => {
  test('has an older note transcribed, once, and only where the org lets them', async () => {
    const message = await speak('Hello', 601)
    await expect(desk.agent.refusal(api.putIntoWords, await paramsOf(message))).resolves.toBe('conflict')
    await words('asked')
    const short = await speak('How much is it?')

    await Promise.all([ask(short), ask(short)])
    await worded(short.id, { status: 'done', text: 'How much is it?' })
    await ask(short)
    expect(await callsOf(short)).toHaveLength(1)
    await ask(message)
    await worded(message.id, { status: 'failed', failure: 'too_long', seconds: 601 })
    expect(await callsOf(message)).toEqual([])
    const stranger = await server.signIn(await anOrg(server.db))
    expect(await stranger.refusal(api.putIntoWords, await paramsOf(short))).toBe('not_found')
  })

  const paramsOf = async ({ id: messageId }: MessageItem) => ({
    params: { conversationId: await desk.conversationId(), messageId },
  })
})

describe('a micro-backend', () => {
  test('waits for what is said and shown, and knows it again', async () => {
    const code = `
      const name = await chat.ask('Your name?')
      const photo = await chat.media('A photo?')
      await chat.say(name + ': ' + photo.words)
      const note = await chat.media('A voice note?', { kinds: ['audio'] })
      await chat.say('Heard: ' + note.words)`
    desk = await openDesk(server, { simulators, code })
    orgId = desk.number.orgId
    await words('always', 'always')
    await desk.say('Hi')
    await phone(1)
    await whatsapp.sendVoice({ ...at(), words: 'Ana' })
    await phone(2)
    await whatsapp.sendPhoto({ ...at(), words: 'A menu of the day.' })
    expect((await phone(4)).slice(2)).toEqual(['Ana: A menu of the day.', 'A voice note?'])
    await words('off')
    await whatsapp.sendVoice({ ...at(), words: 'Not heard' })

    expect((await phone(5)).at(-1)).toBe('Heard: null')
    const owner = await server.signIn(orgId, { role: 'owner' })
    const params = { conversationId: await desk.conversationId() }
    const [run] = (await owner.call(api.listRuns, { params })).runs
    const page = await owner.call(api.exportRuns, { params: { name: run?.backend.name ?? '' }, query: {} })
    expect(page.records[0]?.inbox.map(({ words: known }) => known)).toEqual([
      ...[undefined, 'Ana', 'A menu of the day.', undefined],
    ])
  })
})

test('a picture is described, and stands beside what is written to it', async () => {
  await words('off', 'always')
  await aiAnswers()
  const SEEN = 'A red kettle with the code K-21.'
  await openai.script({ match: 'this one', times: 1, reply: { text: SEEN } })
  await whatsapp.sendPhoto({ ...at(), caption: 'How long does shipping take for this one?' })

  expect(await phone(1)).toEqual([ANSWER])
  const message = (await desk.timeline()).find((item) => item.type === 'message') as MessageItem
  await worded(message.id, { kind: 'description', status: 'done', text: SEEN })
  expect(await callsOf(message)).toMatchObject([{ purpose: 'describe', status: 'done', audioSeconds: null }])
  const asked = (await openai.log()).map(({ request }) => JSON.stringify(request))
  expect(asked.at(-1)).toContain(`(picture, described by a machine) ${SEEN}`)
})
