import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../testing/a-business.ts'
import { aPage, IGSID, INSTAGRAM, PAGE, type Pages, PSID } from '../testing/a-page.ts'

let pages: Pages

beforeEach(async () => {
  pages = await aPage()
})
afterEach(() => pages.close())

const messenger = () => pages.simulators.messenger
const instagram = () => pages.simulators.instagram
const idle = () => Promise.all([messenger().awaitIdle(), instagram().awaitIdle()])
const ana = { personId: 'ana' }

describe('a message from the phone', () => {
  test('arrives signed over the bytes Meta would send', async () => {
    const said = await messenger().say({ ...ana, text: '¿Tenéis mesa? https://x.test 🍝' })
    await idle()

    const [arrival] = pages.receiver.arrivals
    expect(arrival?.isSigned).toBe(true)
    expect(arrival?.raw).toContain('\\u00bfTen\\u00e9is mesa? https:\\/\\/x.test \\ud83c\\udf5d')
    expect(arrival?.body).toMatchObject({
      object: 'page',
      entry: [
        {
          id: PAGE.id,
          messaging: [
            {
              sender: { id: PSID },
              recipient: { id: PAGE.id },
              timestamp: said.at,
              message: { mid: said.id, text: '¿Tenéis mesa? https://x.test 🍝' },
            },
          ],
        },
      ],
    })
  })

  test('on Instagram names the account by the id that webhooks use', async () => {
    await instagram().say({ ...ana, text: 'Hola' })
    await idle()

    expect(pages.receiver.arrivals[0]?.body).toMatchObject({
      object: 'instagram',
      entry: [{ id: INSTAGRAM.id }],
    })
    expect(pages.events()[0]).toMatchObject({ sender: { id: IGSID }, recipient: { id: INSTAGRAM.id } })
  })

  test('comes again until it is acknowledged, later ones wait for it, and then it has its second tick', async () => {
    pages.receiver.answers.push(500, 503)
    await messenger().say({ ...ana, text: 'first' })
    await messenger().say({ ...ana, text: 'second' })
    await idle()

    expect(pages.receiver.arrivals.map(({ status }) => status)).toEqual([500, 503, 200, 200])
    expect(pages.events().map((event) => event.message?.text)).toEqual(['first', 'second'])
    expect((await messenger().messages(ana)).map(({ status }) => status)).toEqual(['delivered', 'delivered'])
  })

  test('can come twice, share a body with its neighbours, and leave its place', async () => {
    await messenger().settings({ webhooks: { batchMax: 10, delayMs: 30 } })
    await Promise.all(['a', 'b', 'c'].map((text) => messenger().say({ ...ana, text })))
    await idle()
    expect(pages.receiver.arrivals).toHaveLength(1)
    expect(pages.events().map((event) => event.message?.text)).toEqual(['a', 'b', 'c'])

    await messenger().settings({ webhooks: { batchMax: 1, delayMs: 0, duplicateProbability: 1 } })
    await messenger().say({ ...ana, text: 'twice' })
    await until('the duplicate', () => pages.receiver.arrivals.length === 3)
    expect(pages.receiver.arrivals[1]?.raw).toBe(pages.receiver.arrivals[2]?.raw)

    await messenger().settings({ webhooks: { duplicateProbability: 0, reorderProbability: 1 } })
    const sent = Array.from({ length: 12 }, (_, index) => String(index))
    for (const text of sent) await messenger().say({ ...ana, text })
    await idle()
    const texts = pages.events().map((event) => event.message?.text ?? '')
    expect(texts.slice(-12)).not.toEqual(sent)
    expect(texts.slice(-12).sort()).toEqual([...sent].sort())
  })

  test('names the message it answers', async () => {
    const first = await messenger().say({ ...ana, text: 'one' })
    await messenger().say({ ...ana, text: 'two', replyTo: first.id })
    await idle()

    expect(pages.events()[1]?.message).toMatchObject({ text: 'two', reply_to: { mid: first.id } })
  })

  test('with photos carries an address that anybody can read until it ends', async () => {
    await instagram().sendPhoto({ ...ana, count: 2 })
    await idle()
    const attachments = pages.events()[0]?.message?.attachments as {
      type: string
      payload: { url: string }
    }[]
    const url = attachments[0]?.payload.url ?? ''
    const now = await fetch(url)
    await pages.simulators.clock.move({ ms: 31 * 86_400_000 })
    const later = await fetch(url)

    expect(attachments.map(({ type }) => type)).toEqual(['image', 'image'])
    expect(now.headers.get('content-type')).toBe('image/png')
    expect([now.status, later.status, (await fetch(`${url}x`)).status]).toEqual([200, 403, 403])
  })

  test('that nobody subscribed to is not sent', async () => {
    await messenger().changeAccount({ subscribedFields: ['messaging_postbacks'] })
    await messenger().say({ ...ana, text: 'unheard' })
    await messenger().getStarted(ana)
    await idle()

    expect(pages.events()).toMatchObject([{ postback: { title: 'Get Started', payload: 'GET_STARTED' } }])
  })
})

describe('what a person does with a message', () => {
  test('is an edit with its count, and the sixth is refused', async () => {
    const said = await messenger().say({ ...ana, text: 'mesa para 2' })
    for (const count of [3, 4, 5, 6, 7]) {
      await messenger().edit({ ...ana, messageId: said.id, text: `mesa para ${count}` })
    }
    await idle()

    expect(pages.events().at(-1)).toMatchObject({
      message_edit: { mid: said.id, text: 'mesa para 7', num_edit: 5 },
    })
    await expect(messenger().edit({ ...ana, messageId: said.id, text: 'x' })).rejects.toThrow('5 times')
  })

  test('is an unsend, after which nothing of it is left', async () => {
    const said = await instagram().say({ ...ana, text: 'secret' })
    await instagram().unsend({ ...ana, messageId: said.id })
    await idle()

    expect(pages.events()[1]?.message).toEqual({ mid: said.id, is_deleted: true })
    expect(JSON.stringify(await instagram().messages(ana))).not.toContain('secret')
    await expect(instagram().unsend({ ...ana, messageId: said.id })).rejects.toThrow('own message')
  })

  test('is a reaction by name, one of any emoji, and its withdrawal', async () => {
    const said = await messenger().say({ ...ana, text: 'Hola' })
    for (const emoji of ['❤️', '🔥', null]) await messenger().react({ ...ana, messageId: said.id, emoji })
    await idle()

    expect(
      pages
        .events()
        .slice(1)
        .map((event) => event.reaction),
    ).toEqual([
      { mid: said.id, action: 'react', reaction: 'love', emoji: '❤️' },
      { mid: said.id, action: 'react', reaction: 'other', emoji: '🔥' },
      { mid: said.id, action: 'unreact', reaction: 'other', emoji: '🔥' },
    ])
  })
})

describe('a press', () => {
  const quickReplies = ['Sí', 'No'].map((title) => ({ content_type: 'text', title, payload: `p-${title}` }))

  test('of a quick reply says its title with the payload, and only under the newest message', async () => {
    await messenger().say({ ...ana, text: 'Hola' })
    await pages.send('messenger', { text: '¿Te va bien?', quick_replies: quickReplies })
    await messenger().press({ ...ana, title: 'Sí' })
    await idle()

    const events = pages.events().filter((event) => event.sender.id === PSID && event.message)
    expect(events.at(-1)?.message).toMatchObject({ text: 'Sí', quick_reply: { payload: 'p-Sí' } })
    await expect(messenger().press({ ...ana, title: 'No' })).rejects.toThrow('nothing to press')
  })

  test('of a quick reply that asks for an address says that address', async () => {
    await messenger().say({ ...ana, text: 'Hola' })
    await pages.send('messenger', { text: 'Where to?', quick_replies: [{ content_type: 'user_email' }] })
    await messenger().press({ ...ana, payload: 'user_email' })
    await idle()

    // A delivery of the question may come after it.
    expect(pages.events().findLast(({ message }) => message)?.message).toMatchObject({
      text: 'ana@example.com',
      quick_reply: { payload: 'ana@example.com' },
    })
  })

  test('of a template button is a postback, as often as somebody likes', async () => {
    await instagram().say({ ...ana, text: 'Hola' })
    const buttons = [{ type: 'postback', title: 'Reservar', payload: 'BOOK' }]
    const payload = { template_type: 'button', text: '¿Qué hacemos?', buttons }
    await pages.send('instagram', { attachment: { type: 'template', payload } })
    await instagram().press({ ...ana, payload: 'BOOK' })
    await instagram().press({ ...ana, title: 'Reservar' })
    await idle()

    const postbacks = pages.events().filter((event) => event.postback)
    expect(postbacks).toMatchObject(Array(2).fill({ postback: { title: 'Reservar', payload: 'BOOK' } }))
    await expect(instagram().press({ ...ana, title: 'Cancelar' })).rejects.toThrow('There is: "Reservar"')
  })
})

describe('people of the business', () => {
  test('write in the inbox, and the server hears an echo of another app', async () => {
    const said = await messenger().say({ ...ana, text: 'Soy yo', by: 'page' })
    await idle()

    expect(pages.events()[0]).toMatchObject({
      sender: { id: PAGE.id },
      recipient: { id: PSID },
      message: { mid: said.id, text: 'Soy yo', is_echo: true, app_id: 263902037430900 },
    })
  })

  test('take the thread: what comes then is standby, a postback has no payload, and the app may not answer', async () => {
    await messenger().say({ ...ana, text: 'Hola' })
    await messenger().handOver({ ...ana, move: 'take', metadata: 'urgent' })
    await messenger().getStarted(ana)
    await idle()
    const refused = await pages.send('messenger', { text: 'Hola' })
    await pages.post('messenger', 'take_thread_control', { recipient: { id: PSID } })
    const sent = await pages.send('messenger', { text: 'Hola' })

    expect(pages.events()[1]).toMatchObject({
      take_thread_control: { new_owner_app_id: '263902037430900', metadata: 'urgent' },
    })
    expect(pages.receiver.arrivals[2]?.body.entry[0]).toHaveProperty('standby')
    expect(pages.events()[2]?.postback).not.toHaveProperty('payload')
    expect(refused.body.error).toMatchObject({ code: 10, error_subcode: 2018300 })
    expect(sent.status).toBe(200)
  })

  test('pass it back, and ask for it', async () => {
    await instagram().handOver({ ...ana, move: 'request' })
    await instagram().handOver({ ...ana, move: 'pass', metadata: 'to the bot' })
    await idle()

    expect(pages.events()).toMatchObject([
      { request_thread_control: { requested_owner_app_id: '263902037430900' } },
      { pass_thread_control: { new_owner_app_id: '1517776481860111', metadata: 'to the bot' } },
    ])
  })
})
