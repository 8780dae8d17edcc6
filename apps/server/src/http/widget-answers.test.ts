import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { api, type Id, newId, type WidgetMessage, type WidgetServerFrame } from '@hilo/protocol'
import { beforeAll, expect, test } from 'vitest'
import { bindAccount } from '../domain/directory/bind.ts'
import { testDatabase } from '../testing/database.ts'
import { anArticle, anInbox, anOrg } from '../testing/factories.ts'
import { type Caller, startServer } from '../testing/server.ts'
import { type Listener, openSocket } from '../testing/socket.ts'

type Frame<T extends WidgetServerFrame['type']> = Extract<WidgetServerFrame, { type: T }>

const HILO = resolve(import.meta.dirname, '../../../../packages/sdk/bin/hilo.mjs')
const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
/** AI says something within 15 seconds, also on a busy machine. */
const ANSWER_MS = 15_000
const BODY =
  '# Time\n\nShipping takes **3 business days** and costs $12.\n\nReturns are another matter: ' +
  '[ours](https://shop.example/returns), [theirs](https://evil.example/), ![pixel](https://evil.example/p.png)'
let orgId: Id
let key: string
let ada: Caller
let article: Id
let visitor: Asker
let other: Asker
let left: Asker
let wrote: Asker
let taken: Asker

beforeAll(async () => {
  orgId = await anOrg(server.db)
  key = newId()
  const settings = { allowedOrigins: ['https://shop.example'] }
  const inbox = await anInbox(server.db, orgId, { channel: 'web', account: key, settings })
  const bound = { appId: 'web', account: key, channel: 'web' as const, orgId, inboxId: inbox.id }
  await bindAccount(server.db.global, bound)
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  article = (
    await anArticle(server.db, orgId, { kind: 'page', title: 'Shipping time and costs', body: BODY })
  ).id
  ada = await server.signIn(orgId)
  const askers = await Promise.all(Array.from({ length: 5 }, ask))
  ;[visitor, other, left, wrote, taken] = askers as [Asker, Asker, Asker, Asker, Asker]
})

const is =
  <T extends WidgetServerFrame['type']>(type: T) =>
  (frame: WidgetServerFrame): frame is Frame<T> =>
    frame.type === type

async function visit(secret?: string): Promise<Listener<WidgetServerFrame> & { secret: string }> {
  const socket = await openSocket<WidgetServerFrame>(`${server.url}/widget/v1/socket`, { origin: server.url })
  socket.send({ type: 'hello', key, version: 0, ...(secret && { visitor: secret }) })
  const { visitor } = await socket.hear(is('welcome'))
  return Object.assign(socket, { secret: visitor })
}

/** A visitor who asked, with what was answered. */
type Asker = { secret: string; message: WidgetMessage; conversationId: Id }

async function ask(): Promise<Asker> {
  const socket = await visit()
  const content = { type: 'text', text: 'What are the shipping time and costs?' }
  socket.send({ type: 'send', clientId: newId(), content })
  const frame = await socket.hear(
    (one): one is Frame<'messages'> => is('messages')(one) && one.messages.some(({ answer }) => answer),
    ANSWER_MS,
  )
  const message = frame.messages.find(({ answer }) => answer) as WidgetMessage
  return { secret: socket.secret, message, conversationId: frame.conversationId }
}

/** Comes back, sends a frame, and gives the first that comes after it and is meant. */
async function after<F extends WidgetServerFrame>(
  { secret }: Asker,
  frame: unknown,
  isMeant: (one: WidgetServerFrame) => one is F,
): Promise<F> {
  const socket = await visit(secret)
  await socket.hear(is('messages'))
  const seen = socket.frames.length
  socket.send(frame)
  await socket.hear(() => socket.frames.slice(seen).some(isMeant))
  return socket.frames.slice(seen).find(isMeant) as F
}

async function read(asker: Asker, messageId: Id): Promise<Frame<'article'>['article']> {
  return (await after(asker, { type: 'article', messageId, articleId: article }, is('article'))).article
}

test('a visitor reads what an answer rests on, and nobody else’s visitor does', async () => {
  const { id, author, answer } = visitor.message

  expect([author, answer]).toEqual([
    'ai',
    { articles: [{ id: article, title: 'Shipping time and costs' }], isRatable: true, rating: null },
  ])
  const opened = await read(visitor, id)
  expect(opened).toMatchObject({
    title: 'Shipping time and costs',
    blocks: [
      { kind: 'heading' },
      { kind: 'text', parts: [{ text: 'Shipping takes 3 business days and costs $12.', isCited: true }] },
      { parts: [{}, { text: 'ours', href: 'https://shop.example/returns' }, { text: ', theirs, pixel' }] },
    ],
  })
  // Neither of the article nor of the words that were quoted.
  expect(JSON.stringify([opened, visitor.message])).not.toContain('evil')
  expect(visitor.message.content).toMatchObject({ text: expect.not.stringContaining('*') })
  expect(await read(other, id)).toBeNull()
})

test('an operator reads why in a terminal, by a key that may, and calibrates', async () => {
  const owner = await server.signIn(orgId, { role: 'owner' })
  const scopes = ['ai:read' as const, 'knowledge:write' as const]
  const made = await owner.call(api.createApiKey, { body: { name: 'Why', scopes, expiresAt: null } })
  const env = { ...process.env, VITEST: undefined, HILO_SERVER: server.url, HILO_API_KEY: made.key }
  const hilo = (...args: string[]) => promisify(execFile)(process.execPath, [HILO, 'ai', ...args], { env })
  const { id } = visitor.message

  const [words, calibrated] = await Promise.all([hilo('explain', id), hilo('calibrate', orgId, '--json')])

  expect(words.stdout).toMatch(/^ {2}what: answer, in quotations$/m)
  expect(words.stdout).toMatch(/^Shipping time and costs +v1 +en +0\.\d\d/m)
  expect(words.stdout).toContain('Shipping takes **3 business days**')
  expect(JSON.parse(calibrated.stdout)).toMatchObject({ isCalibrating: false, meaning: { provider: null } })
  const theirs = await server.signIn(await anOrg(server.db), { role: 'owner' })
  expect(await theirs.refusal(api.explainAnswer, { params: { messageId: id } })).toBe('not_found')
})

test('who was answered in another language than the article reads it in theirs, where it is public', async () => {
  const spanish = { language: 'es', title: 'Tiempo de envío', variantOf: article }
  const variant = await anArticle(server.db, orgId, {
    ...spanish,
    body: 'Tarda **3** días.',
    isPublished: false,
  })
  await admin.query("update ai_answer set language = 'es-AR' where id = $1", [visitor.message.id])
  expect(await read(visitor, visitor.message.id)).toMatchObject({ title: 'Shipping time and costs' })

  const body = { version: 1, expect: variant.revision }
  await (await server.signIn(orgId, { role: 'admin' })).call(api.publishArticle, {
    ...{ params: { articleId: variant.id }, body },
  })
  expect(await read(visitor, visitor.message.id)).toEqual({
    ...{ title: 'Tiempo de envío' },
    blocks: [{ kind: 'text', parts: [{ text: 'Tarda 3 días.', isCited: false }] }],
  })
})

test('what was withdrawn since is not shown any more, though members can still open it', async () => {
  await admin.query('update article set published_version = null where org_id = $1', [orgId])

  expect(await read(visitor, visitor.message.id)).toBeNull()
  const asked = { params: { articleId: article }, query: { version: 1 } }
  expect(await ada.call(api.getArticleVersion, asked)).toMatchObject({ body: BODY })
})

test('a thumb of the contact is seen by both, counted once, and can be taken back', async () => {
  const { message, conversationId } = visitor
  const rate = (rating: 'good' | 'bad' | null) =>
    after(
      visitor,
      { type: 'rate', messageId: message.id, rating },
      (frame): frame is Frame<'messages'> =>
        is('messages')(frame) &&
        frame.messages.some(({ id, answer }) => id === message.id && answer?.rating === rating),
    )
  const counted = async () => {
    const { confirmed, unhelpful, answered } = (await ada.call(api.getAnswerFigures, {})).total
    return { confirmed, unhelpful, answered }
  }

  await rate('bad')
  expect(await counted()).toEqual({ confirmed: 0, unhelpful: 1, answered: 5 })
  await rate('good')
  await rate('good')
  expect(await counted()).toEqual({ confirmed: 1, unhelpful: 0, answered: 5 })
  const why = await ada.call(api.getAnswer, { params: { conversationId, messageId: message.id } })
  expect(why.feedback).toMatchObject([{ by: 'contact', name: null, rating: 'good' }])
  const body = { rating: 'bad', why: null } as const
  await ada.call(api.rateAnswer, { params: { conversationId, messageId: message.id }, body })
  expect((await ada.call(api.getAnswerFigures, {})).total).toMatchObject({ ratedGood: 0, ratedBad: 1 })
  await rate(null)
  expect(await counted()).toEqual({ confirmed: 0, unhelpful: 0, answered: 5 })
})

test('who says of the last answer that it did not help is given to a person', async () => {
  const rate = { type: 'rate', messageId: other.message.id, rating: 'bad' }
  const isHanded = (frame: WidgetServerFrame): frame is Frame<'messages'> =>
    is('messages')(frame) && frame.messages.some(({ seq }) => seq > other.message.seq)
  const { messages } = await after(other, rate, isHanded)

  expect(messages.at(-1)?.content).toMatchObject({ text: expect.stringMatching(/^I am sorry that this did/) })
  const conversation = await ada.call(api.getConversation, {
    params: { conversationId: other.conversationId },
  })
  expect(conversation).toMatchObject({ holder: 'human', handoffReason: 'negative_feedback' })
})

test('who says nothing for a day is counted apart, and not once they or a person write', async () => {
  const body = { clientId: newId(), text: 'A person here' }
  await ada.call(api.sendMessage, { params: { conversationId: taken.conversationId }, body })
  const more = { type: 'send', clientId: newId(), content: { type: 'text', text: 'And on Sundays?' } }
  await after(wrote, more, is('stored'))
  const assumed = async () => {
    const { total, conversations } = await ada.call(api.getAnswerFigures, {})
    expect(conversations).toMatchObject({ count: 5, assumed: total.assumed })
    expect(conversations.handedOver).toBeGreaterThan(0)
    return total.assumed
  }
  expect(await assumed()).toBe(0)

  const aged = [left, wrote, taken].map(({ conversationId }) => conversationId)
  for (const table of ['ai_answer', 'message'])
    await admin.query(
      `update ${table} set created_at = created_at - interval '25 hours'
       where org_id = $1 and conversation_id = any ($2)`,
      [orgId, aged],
    )

  expect(await assumed()).toBe(1)
  const stranger = await server.signIn(await anOrg(server.db))
  expect((await stranger.call(api.getAnswerFigures, {})).total.replies).toBe(0)
})
