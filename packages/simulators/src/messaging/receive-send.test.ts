import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aBusiness, NUMBER, until } from '../testing/a-business.ts'
import { aPage, IGSID, INSTAGRAM, PAGE, type Pages, PSID } from '../testing/a-page.ts'
import { APP_SECRET, VERIFY_TOKEN } from '../testing/webhook-receiver.ts'

let pages: Pages

beforeEach(async () => {
  pages = await aPage()
  await pages.simulators.messenger.say({ personId: 'ana', text: 'Hola' })
  await pages.simulators.instagram.say({ personId: 'ana', text: 'Hola' })
})
afterEach(() => pages.close())

const messenger = () => pages.simulators.messenger
const instagram = () => pages.simulators.instagram
const ana = { personId: 'ana' }
const DAY_MS = 86_400_000
const code = (reply: { body: { error?: { code: number; error_subcode?: number } } }) =>
  [reply.body.error?.code, reply.body.error?.error_subcode].filter(Boolean).join('/')
const buttons = (count: number, title = 'Go') =>
  Array.from({ length: count }, () => ({ type: 'postback', title, payload: 'GO' }))
const template = (payload: object) => ({ attachment: { type: 'template', payload } })
const elements = (count: number, more = {}) =>
  Array.from({ length: count }, () => ({ title: 'Dish', subtitle: 'Good', ...more }))
const quick = (count: number, more = {}) => ({
  text: 'Which?',
  quick_replies: Array.from({ length: count }, () => ({
    content_type: 'text',
    title: 'A',
    payload: 'a',
    ...more,
  })),
})

describe('a send', () => {
  test('is accepted, shown, and told by an echo, a delivery and a read watermark', async () => {
    const sent = await pages.send('messenger', { text: 'Buenas', metadata: 'out_82' })
    const of = (key: string) => pages.events().find((event) => event[key])
    await until('the delivery', () => of('delivery') !== undefined)
    await messenger().look(ana)
    await until('the read', () => of('read') !== undefined)

    expect(sent).toMatchObject({ status: 200, body: { recipient_id: PSID } })
    const [, shown] = await messenger().messages(ana)
    expect(shown).toMatchObject({ id: sent.body.message_id, direction: 'out', author: 'app', status: 'read' })
    expect(pages.events().find((event) => event.message?.is_echo)).toMatchObject({
      sender: { id: PAGE.id },
      recipient: { id: PSID },
      message: { mid: sent.body.message_id, text: 'Buenas', app_id: 1517776481860111, metadata: 'out_82' },
    })
    expect(of('delivery')?.delivery).toEqual({ mids: [sent.body.message_id], watermark: shown?.at })
    expect(of('read')?.read).toEqual({ watermark: shown?.at })
  })

  test('on Instagram has an echo without app and no delivery, and is seen by its mid', async () => {
    const sent = await pages.send('instagram', { text: 'Buenas' })
    await until('its arrival', async () => (await instagram().messages(ana))[1]?.status === 'delivered')
    await instagram().look(ana)
    await until('the read', () => pages.events().some((event) => event.read))

    const echo = pages.events().find((event) => event.message?.is_echo)?.message
    expect(echo).toEqual({ mid: sent.body.message_id, is_echo: true, text: 'Buenas' })
    expect(pages.events().find((event) => event.read)?.read).toEqual({ mid: sent.body.message_id })
    expect(pages.events().some((event) => event.delivery)).toBe(false)
  })

  test('can be overtaken by its echo', async () => {
    await messenger().settings({ answerMs: 200 })
    const sending = pages.send('messenger', { text: 'Slow' })
    await until('the echo', () => pages.events().some((event) => event.message?.is_echo))

    expect(await Promise.race([sending, 'still sending'])).toBe('still sending')
    expect((await sending).status).toBe(200)
  })

  test('through the Page reaches the linked Instagram account, and the Page itself stays Messenger', async () => {
    const linked = { ...INSTAGRAM, accessToken: PAGE.accessToken, pageId: PAGE.id }
    await instagram().registerAccount({ ...linked, appId: '1517776481860111' })
    const toInstagram = await pages.post('messenger', 'messages', {
      recipient: { id: IGSID },
      message: { text: 'x'.repeat(1_001) },
    })
    const toMessenger = await pages.send('messenger', { text: 'x'.repeat(1_001) })
    const page = await fetch(
      `${pages.simulators.graphUrl}/v26.0/${PAGE.id}?platform=instagram&access_token=${PAGE.accessToken}`,
    )

    expect(code(toInstagram)).toBe('100')
    expect(toInstagram.body.error?.type).toBe('OAuthException')
    expect(toMessenger.status).toBe(200)
    expect(await page.json()).toMatchObject({ instagram_business_account: { id: INSTAGRAM.id } })
  })

  test('of typing, seen and a reaction shows on the phone', async () => {
    const [said] = await messenger().messages(ana)
    const act = (fields: object) =>
      pages.post('messenger', 'messages', { recipient: { id: PSID }, ...fields })
    const typing = await act({ sender_action: 'typing_on' })
    await act({ sender_action: 'mark_seen' })
    await act({ sender_action: 'react', payload: { message_id: said?.id, reaction: 'love' } })

    expect(typing.body).toEqual({ recipient_id: PSID })
    const thread = await messenger().thread(ana)
    expect(thread.typingUntil).toBeGreaterThan(Date.now() + 15_000)
    expect(thread.messages[0]).toMatchObject({ status: 'read', reactions: { business: '❤️' } })
    expect(code(await act({ sender_action: 'typing_on', message: { text: 'x' } }))).toBe('100')
    expect(code(await act({ sender_action: 'dance' }))).toBe('100')
  })
})

describe('what is refused', () => {
  test.each([
    ['2,001 characters', 'messenger', { text: 'x'.repeat(2_001) }],
    ['1,001 bytes, which are 501 characters', 'instagram', { text: `${'ñ'.repeat(500)}x` }],
    ['an empty text', 'messenger', { text: '' }],
    ['a blank text', 'messenger', { text: '  ' }],
    ['nothing at all', 'messenger', {}],
    [
      'text and attachment at once',
      'messenger',
      { text: 'x', attachment: { type: 'image', payload: { url: 'https://x.test/a.png' } } },
    ],
    ['fourteen quick replies', 'messenger', quick(14)],
    ['a quick reply of 21 characters', 'instagram', quick(1, { title: 'x'.repeat(21) })],
    ['a payload of 1,001 characters', 'messenger', quick(1, { payload: 'x'.repeat(1_001) })],
    ['metadata of 1,001 characters', 'messenger', { text: 'x', metadata: 'x'.repeat(1_001) }],
    [
      'a button text of 641 characters',
      'messenger',
      template({ template_type: 'button', text: 'x'.repeat(641), buttons: buttons(1) }),
    ],
    ['four buttons', 'instagram', template({ template_type: 'button', text: 'x', buttons: buttons(4) })],
    ['no button', 'messenger', template({ template_type: 'button', text: 'x', buttons: [] })],
    [
      'a button of 21 characters',
      'messenger',
      template({ template_type: 'button', text: 'x', buttons: buttons(1, 'x'.repeat(21)) }),
    ],
    ['eleven elements', 'messenger', template({ template_type: 'generic', elements: elements(11) })],
    [
      'a title of 81 characters',
      'instagram',
      template({ template_type: 'generic', elements: elements(1, { title: 'x'.repeat(81) }) }),
    ],
    [
      'an element with a title alone',
      'messenger',
      template({ template_type: 'generic', elements: [{ title: 'x' }] }),
    ],
    ['a list, which is gone', 'messenger', template({ template_type: 'list', elements: elements(2) })],
    [
      'a media template on Instagram',
      'instagram',
      template({ template_type: 'media', elements: elements(1) }),
    ],
    [
      'an attachment that is not there',
      'messenger',
      { attachment: { type: 'image', payload: { attachment_id: '1' } } },
    ],
    [
      'a file that is no address',
      'messenger',
      { attachment: { type: 'image', payload: { url: 'file:///etc/passwd' } } },
    ],
    ['a kind nobody knows', 'messenger', { attachment: { type: 'hologram', payload: {} } }],
  ] as const)('%s', async (_name, channel, message) => {
    const reply = await pages.send(channel, message)

    expect(reply.status).toBe(400)
    expect(reply.body.error).toMatchObject({ code: 100, message: expect.stringMatching(/^\(#100\) /) })
  })

  test('leaves nothing on the phone, and no echo', async () => {
    await messenger().awaitIdle()
    const before = pages.events().length
    await pages.send('messenger', { text: '' })
    await messenger().awaitIdle()

    expect(await messenger().messages(ana)).toHaveLength(1)
    expect(pages.events()).toHaveLength(before)
  })

  test.each([
    ['2,000 emoji', 'messenger', { text: '🍝'.repeat(2_000) }],
    ['1,000 bytes', 'instagram', { text: 'ñ'.repeat(500) }],
    ['thirteen quick replies', 'messenger', quick(13, { title: 'x'.repeat(20) })],
    [
      'ten elements of three buttons',
      'messenger',
      template({ template_type: 'generic', elements: elements(10, { buttons: buttons(3) }) }),
    ],
    ['a heart', 'instagram', { attachment: { type: 'like_heart' } }],
    ['a sticker', 'messenger', { sticker_id: 369239263222822 }],
  ] as const)('is not %s', async (_name, channel, message) => {
    expect((await pages.send(channel, message)).status).toBe(200)
  })

  test.each([
    'ACCOUNT_UPDATE',
    'POST_PURCHASE_UPDATE',
    'CONFIRMED_EVENT_UPDATE',
    'NON_PROMOTIONAL_SUBSCRIPTION',
  ])('the retired tag %s, inside the window too', async (tag) => {
    const reply = await pages.send('messenger', { text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag })

    expect(reply.body.error).toMatchObject({ code: 100, message: '(#100) Invalid parameter' })
  })

  test('somebody unknown, somebody who blocked the business, and an account without access', async () => {
    const stranger = { recipient: { id: '1' } }
    expect(code(await pages.send('messenger', { text: 'x' }, stranger))).toBe('100/2018001')
    expect(code(await pages.send('instagram', { text: 'x' }, stranger))).toBe('100/2534014')

    await messenger().block(ana)
    expect(code(await pages.send('messenger', { text: 'x' }))).toBe('551/1545041')
    await instagram().changeAccount({ allowsMessages: false })
    expect(code(await pages.send('instagram', { text: 'x' }))).toBe('200/2534041')
  })

  test('more in a second than the limit', async () => {
    await messenger().settings({ sendsPerSecondMax: 3 })
    const replies = await Promise.all(Array.from({ length: 5 }, () => pages.send('messenger', { text: 'x' })))

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(replies.map(code).filter(Boolean)).toEqual(['613', '613'])
  })
})

describe('the window', () => {
  const tagged = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }

  test.each([
    ['messenger', '10/2018278'],
    ['instagram', '10/2534022'],
  ] as const)('of %s closes after a day, and after seven for people', async (channel, closed) => {
    const control = pages.simulators[channel]
    await pages.simulators.clock.move({ ms: DAY_MS + 1_000 })
    expect(code(await pages.send(channel, { text: 'x' }))).toBe(closed)
    expect(code(await pages.send(channel, { text: 'x' }, { messaging_type: 'UPDATE' }))).toBe(closed)
    expect(code(await pages.send(channel, { text: 'x' }, tagged))).toBe('10')

    await control.changeAccount({ hasHumanAgent: true })
    expect((await pages.send(channel, { text: 'x' }, tagged)).status).toBe(200)
    await pages.simulators.clock.move({ ms: 6 * DAY_MS })
    expect(code(await pages.send(channel, { text: 'x' }, tagged))).toBe(closed)
  })

  test.each([
    ['a reaction', async (mid: string) => messenger().react({ ...ana, messageId: mid, emoji: '👍' })],
    ['a button', async () => messenger().getStarted(ana)],
    ['a link into the thread', async () => messenger().refer({ ...ana, ref: 'promo' })],
  ])('is opened again by %s', async (_name, act) => {
    const [said] = await messenger().messages(ana)
    await pages.simulators.clock.move({ ms: 2 * DAY_MS })
    await act(said?.id ?? '')

    expect((await pages.send('messenger', { text: 'x' })).status).toBe(200)
  })

  test('of a message that an ad brought is open for seven days', async () => {
    await messenger().refer({ ...ana, source: 'ADS', ad_id: '6045246247433', text: 'Hi' })
    await pages.simulators.clock.move({ ms: 6 * DAY_MS })
    expect((await pages.send('messenger', { text: 'x' })).status).toBe(200)
    await pages.simulators.clock.move({ ms: DAY_MS })
    expect(code(await pages.send('messenger', { text: 'x' }))).toBe('10/2018278')
  })

  test('is not needed for the one private reply to a comment', async () => {
    await instagram().addPerson({ id: 'leo', name: 'Leo', username: 'leo' })
    const { id } = await instagram().comment({ personId: 'leo', text: 'Price?' })
    const reply = () => pages.send('instagram', { text: 'In private' }, { recipient: { comment_id: id } })
    await instagram().awaitIdle()

    expect(pages.receiver.arrivals.at(-1)?.body.entry[0]?.changes).toMatchObject([
      { field: 'comments', value: { id, text: 'Price?', from: { username: 'leo' } } },
    ])
    expect((await reply()).status).toBe(200)
    expect(code(await reply())).toBe('100')
    const [, leo] = await instagram().people()
    const recipient = { id: leo?.scopedIds[INSTAGRAM.id] }
    expect(code(await pages.send('instagram', { text: 'x' }, { recipient }))).toBe('10/2534022')
  })
})

describe('the token', () => {
  const get = (url: string, headers = {}) => fetch(url, { headers })

  test('is refused when it is missing, unknown, over, or for another account', async () => {
    const base = `${pages.simulators.instagramUrl}/v26.0`
    expect((await get(`${base}/me`)).status).toBe(401)
    expect((await get(`${base}/me?access_token=nobody`)).status).toBe(401)
    expect((await get(`${base}/${INSTAGRAM.id}?access_token=nobody`)).status).toBe(401)
    expect(code(await pages.get('messenger', '999'))).toBe('100/33')
    await pages.simulators.clock.move({ ms: 61 * DAY_MS })
    expect(code(await pages.send('instagram', { text: 'x' }))).toBe('190/463')
    expect((await pages.send('messenger', { text: 'x' })).status).not.toBe(401)
  })

  test('of Instagram Login is renewed once it is a day old', async () => {
    const { instagramUrl } = pages.simulators
    const renew = async (token: string) => {
      const query = `grant_type=ig_refresh_token&access_token=${token}`
      return (await get(`${instagramUrl}/refresh_access_token?${query}`)).json() as Promise<
        Record<string, string>
      >
    }
    expect(await renew(INSTAGRAM.accessToken)).toMatchObject({ error: { code: 100 } })
    await pages.simulators.clock.move({ ms: 30 * DAY_MS })
    const renewed = await renew(INSTAGRAM.accessToken)
    await pages.simulators.clock.move({ ms: 45 * DAY_MS })
    const me = await get(
      `${instagramUrl}/v26.0/me?fields=user_id,username&access_token=${renewed.access_token}`,
    )

    expect(renewed).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 })
    expect(await me.json()).toMatchObject({ user_id: INSTAGRAM.id, username: 'casalumbre' })
  })

  test('can be proved with the app secret, and a wrong proof is refused', async () => {
    const proof = createHmac('sha256', APP_SECRET).update(PAGE.accessToken).digest('hex')

    expect((await pages.get('messenger', `me?appsecret_proof=${proof}`)).status).toBe(200)
    expect(code(await pages.get('messenger', 'me?appsecret_proof=0'))).toBe('100')
  })

  test('of a WhatsApp number opens that number on the same host', async () => {
    const business = await aBusiness()
    const webhook = { webhookUrl: business.receiver.url, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }
    await business.simulators.messenger.registerAccount({ ...PAGE, ...webhook })
    const ask = (id: string, token: string) =>
      get(`${business.simulators.graphUrl}/v26.0/${id}`, { authorization: `Bearer ${token}` })

    expect(await (await ask(NUMBER.phoneNumberId, NUMBER.accessToken)).json()).toMatchObject({
      verified_name: 'Casa Lumbre',
    })
    expect(await (await ask(PAGE.id, PAGE.accessToken)).json()).toEqual({ id: PAGE.id, name: PAGE.name })
    expect((await ask(NUMBER.phoneNumberId, PAGE.accessToken)).status).toBe(400)
    await business.close()
  })
})

describe('a profile', () => {
  test('is there for those who wrote and consent', async () => {
    const fields = 'fields=first_name,last_name,profile_pic'
    expect((await pages.get('messenger', `${PSID}?${fields}`)).body).toMatchObject({
      id: PSID,
      first_name: 'Ana',
      last_name: 'García',
    })
    expect((await pages.get('instagram', `${IGSID}?fields=username`)).body).toEqual({
      id: IGSID,
      username: 'ana.g',
    })

    await messenger().addPerson({ id: 'ana', name: 'Ana', hasConsent: false })
    expect(code(await pages.get('messenger', PSID))).toBe('230')
    await instagram().addPerson({ id: 'leo', name: 'Leo', scopedIds: { [INSTAGRAM.id]: '5' } })
    expect(code(await pages.get('instagram', '5'))).toBe('9010')
  })
})

describe('what nobody should send', () => {
  const hostile = [null, 7, '', [], {}, [null], 'x'.repeat(70_000), { a: { a: {} } }, -1, true]

  test('is refused and never an error of the simulator', async () => {
    const bodies = hostile.flatMap((value) => [
      value,
      { recipient: value, message: { text: 'x' } },
      { recipient: { id: value }, message: { text: 'x' } },
      { recipient: { comment_id: value }, message: { text: 'x' } },
      { recipient: { id: PSID }, message: value },
      { recipient: { id: PSID }, message: { text: value } },
      { recipient: { id: PSID }, message: { text: 'x', quick_replies: value } },
      { recipient: { id: PSID }, message: { text: 'x', quick_replies: [value] } },
      { recipient: { id: PSID }, message: { attachment: value } },
      { recipient: { id: PSID }, message: { attachment: { type: value, payload: {} } } },
      { recipient: { id: PSID }, message: { attachment: { type: 'image', payload: value } } },
      { recipient: { id: PSID }, message: template({ template_type: 'generic', elements: value }) },
      { recipient: { id: PSID }, message: template({ template_type: 'generic', elements: [value] }) },
      { recipient: { id: PSID }, sender_action: value },
      { recipient: { id: PSID }, sender_action: 'react', payload: value },
      { recipient: { id: PSID }, messaging_type: value, message: { text: '' } },
    ])
    await messenger().settings({ sendsPerSecondMax: 10_000 })
    const replies = await Promise.all(
      bodies.map((body) => pages.post('messenger', 'messages', body as object)),
    )

    const odd = replies.filter(({ status, body }) => status !== 400 || body.error === undefined)
    expect(odd).toEqual([])
  })

  test('to somebody who wrote to another account goes nowhere', async () => {
    const other = { id: '2020', name: 'Other', accessToken: 'token-of-another', appId: '1517776481860111' }
    await messenger().registerAccount(other)
    const answer = await fetch(
      `${pages.simulators.graphUrl}/v26.0/2020/messages?access_token=${other.accessToken}`,
      {
        method: 'POST',
        body: JSON.stringify({ recipient: { id: PSID }, message: { text: 'x' } }),
      },
    )
    const stolen = await fetch(
      `${pages.simulators.graphUrl}/v26.0/${PAGE.id}?access_token=${other.accessToken}`,
    )

    expect(await answer.json()).toMatchObject({ error: { code: 100, error_subcode: 2018001 } })
    expect(await stolen.json()).toMatchObject({ error: { code: 100, error_subcode: 33 } })
  })
})

describe('uploads and settings of a Page', () => {
  test('a file that was uploaded is sent by its id, and echoed with an address', async () => {
    const form = new FormData()
    form.set('message', JSON.stringify({ attachment: { type: 'image', payload: { is_reusable: true } } }))
    form.set('filedata', new File([new Uint8Array([1, 2, 3])], 'dot.png', { type: 'image/png' }))
    const uploaded = await fetch(`${pages.simulators.graphUrl}/v26.0/me/message_attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${PAGE.accessToken}` },
      body: form,
    })
    const { attachment_id } = (await uploaded.json()) as { attachment_id: string }
    await pages.send('messenger', { attachment: { type: 'image', payload: { attachment_id } } })
    await messenger().awaitIdle()

    const echo = pages.events().find((event) => event.message?.is_echo)?.message
    const [attachment] = (echo?.attachments ?? []) as { payload: { url: string } }[]
    const served = await fetch(attachment?.payload.url ?? '')
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
  })

  test('subscriptions are set, listed and removed', async () => {
    await pages.post('messenger', 'subscribed_apps', { subscribed_fields: 'messages,messaging_postbacks' })
    const listed = await pages.get('messenger', `${PAGE.id}/subscribed_apps`)

    expect(listed.body).toEqual({
      data: [
        {
          id: '1517776481860111',
          name: '1517776481860111',
          subscribed_fields: ['messages', 'messaging_postbacks'],
        },
      ],
    })
  })

  test('five ice breakers are one too many', async () => {
    const breakers = (count: number) => ({ ice_breakers: Array(count).fill({ question: 'q', payload: 'p' }) })

    expect((await pages.post('messenger', 'messenger_profile', breakers(4))).status).toBe(200)
    expect(code(await pages.post('messenger', 'messenger_profile', breakers(5)))).toBe('100')
  })
})

describe('mishaps on demand', () => {
  test('a lost answer is one to work that was done', async () => {
    await messenger().fail({ kind: 'lose_answer' })

    await expect(pages.send('messenger', { text: 'x' })).rejects.toThrow()
    expect(await messenger().messages(ana)).toHaveLength(2)
  })

  test('a failure waits for a message: typing does not use it up', async () => {
    await messenger().fail({ kind: '1200' })
    const typing = await pages.post('messenger', 'messages', {
      recipient: { id: PSID },
      sender_action: 'typing_on',
    })

    expect(typing.status).toBe(200)
    expect(await pages.send('messenger', { text: 'x' })).toMatchObject({
      status: 500,
      body: { error: { code: 1200 } },
    })
  })

  test('echoes of Instagram can be made to name the app', async () => {
    await instagram().settings({ echoesNameApp: true })
    await pages.send('instagram', { text: 'x', metadata: 'out_7' })
    await instagram().awaitIdle()

    expect(pages.events().find((event) => event.message?.is_echo)?.message).toMatchObject({
      app_id: 1517776481860111,
      metadata: 'out_7',
    })
  })

  test('a failure hits whom it names, as often as it says', async () => {
    await messenger().fail({ kind: '613', times: 2, personId: 'ana' })
    const replies = [
      await pages.send('messenger', { text: 'x' }),
      await pages.send('messenger', { text: 'x' }),
      await pages.send('messenger', { text: 'x' }),
    ]

    expect(replies.map(code)).toEqual(['613', '613', ''])
    await expect(messenger().fail({ kind: 'sneeze' })).rejects.toThrow('There is no failure "sneeze"')
  })
})
