import { createHmac } from 'node:crypto'
import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { instagram, messenger, whatsapp } from './index.ts'
import { aDirectMessage, aDirectWebhook, anEntry, anItem, CONTACT, PAGE } from './testing/direct-webhook.ts'
import {
  ADA,
  aChange,
  aMessage,
  aMessageWebhook,
  aStatus,
  aWebhook,
  BUSINESS_PHONE,
} from './testing/webhook.ts'

/**
 * Bugs that others reported against Meta's channels, by their number in the list of pitfalls: those that an
 * adapter can have. What the server does about them is tested there.
 */

const WHATSAPP = { graphUrl: 'https://graph.example', version: 'v26.0', phoneNumberId: '1', accessToken: 't' }
const DIRECT = { graphUrl: 'https://graph.example', version: 'v26.0', senderId: '1', accessToken: 't' }
const GRANTED = { ...DIRECT, humanAgent: true }
const TEXT: Content = { type: 'text', text: 'Hello' }
const part = (content: Content, recipient: { kind: 'wa_id' | 'bsuid' | 'psid'; value: string }) => ({
  content,
  recipient: [recipient],
  replyTo: null,
  opaque: 'out_1',
  window: 'open' as const,
})
const PSID = { kind: 'psid', value: '25' } as const
const refusal = (code: number, error_subcode?: number) => ({
  error: { code, error_subcode, fbtrace_id: 'A' },
})

test('pitfall 1: a contact with a username and no phone number is a contact', () => {
  const messages = [aMessage({ from: undefined, from_user_id: ADA.user_id })]

  expect(whatsapp.parse(aWebhook(aChange({ messages })))).toMatchObject([
    { type: 'message', sender: [{ kind: 'bsuid', value: ADA.user_id }] },
  ])
})

test('pitfall 3: a user id goes into recipient, a phone number into to, and never the other way', () => {
  const byId = whatsapp.render(part(TEXT, { kind: 'bsuid', value: 'DE.13491' }), WHATSAPP).body
  const byPhone = whatsapp.render(part(TEXT, { kind: 'wa_id', value: '491' }), WHATSAPP).body

  expect(byId).toMatchObject({ recipient: 'DE.13491' })
  expect(byId).not.toHaveProperty('to')
  expect(byPhone).toMatchObject({ to: '491' })
  expect(byPhone).not.toHaveProperty('recipient')
})

describe('pitfall 4: a batch is read to its end', () => {
  test('on WhatsApp', () => {
    const change = aChange({ messages: [aMessage(), aMessage()], statuses: [aStatus(), aStatus()] })
    const body = { entry: [...Array(3)].map(() => ({ id: '1', changes: [change, change] })) }

    expect(whatsapp.parse(body)).toHaveLength(24)
  })

  test.each([messenger, instagram])('on $type', (channel) => {
    const entry = { ...anEntry(aDirectMessage(), aDirectMessage()), standby: [aDirectMessage()] }

    expect(channel.parse(aDirectWebhook('page', entry, entry, entry))).toHaveLength(9)
  })
})

test('pitfall 5: a status that cannot be read costs no message of the same body, and messages come first', () => {
  const body = aWebhook(aChange({ statuses: [null, aStatus()], messages: [aMessage()] }))
  const direct = aDirectWebhook('page', anEntry(anItem({ delivery: { mids: [null] } }), aDirectMessage()))

  expect(whatsapp.parse(body).map(({ type }) => type)).toEqual(['message', 'other', 'status'])
  expect(messenger.parse(direct)).toContainEqual(expect.objectContaining({ type: 'message' }))
})

test('pitfall 6: a status of a message that nobody here sent is a status like any other', () => {
  const body = aWebhook(aChange({ statuses: [aStatus({ id: 'wamid.unknown' }), aStatus()] }))

  expect(whatsapp.parse(body)).toMatchObject([{ externalId: 'wamid.unknown' }, { type: 'status' }])
})

test('pitfall 7: statuses keep their own times and their order, for whoever keeps the furthest', () => {
  const statuses = ['read', 'delivered', 'sent'].map((status, at) =>
    aStatus({ status, timestamp: String(1795300100 - at) }),
  )
  const events = whatsapp.parse(aWebhook(aChange({ statuses })))

  expect(events.map((event) => event.type === 'status' && event.status)).toEqual([
    'read',
    'delivered',
    'sent',
  ])
  expect(events.map((event) => event.type === 'status' && event.at.getTime() / 1000)).toEqual([
    1795300100, 1795300099, 1795300098,
  ])
})

test('pitfall 8: a failure stays beside a delivery to another device: each status is an event', () => {
  const failed = aStatus({ status: 'failed', errors: [{ code: 131026 }] })

  expect(
    whatsapp.parse(aWebhook(aChange({ statuses: [aStatus({ status: 'delivered' }), failed] }))),
  ).toMatchObject([
    { status: 'delivered', failure: null },
    { status: 'failed', failure: { code: '131026' } },
  ])
})

describe('pitfall 9: a status that comes before the answer to its send is found by our own id', () => {
  test('which the send gives and the status gives back', () => {
    const status = aStatus({ status: 'delivered', biz_opaque_callback_data: 'out_1' })

    expect(whatsapp.render(part(TEXT, { kind: 'wa_id', value: '491' }), WHATSAPP).body).toMatchObject({
      biz_opaque_callback_data: 'out_1',
    })
    expect(whatsapp.parse(aWebhook(aChange({ statuses: [status] })))).toMatchObject([{ opaque: 'out_1' }])
  })

  test('or the echo, where there are no such statuses', () => {
    const message = { mid: 'm_2', text: 'Hello', is_echo: true, metadata: 'out_1' }
    const echo = anItem({ sender: { id: PAGE }, recipient: { id: CONTACT }, message })

    expect(messenger.render(part(TEXT, PSID), GRANTED).body).toMatchObject({ message: { metadata: 'out_1' } })
    expect(messenger.parse(aDirectWebhook('page', anEntry(echo)))).toMatchObject([
      { echo: true, opaque: 'out_1' },
    ])
  })
})

test('pitfall 13: what people write in the phone app or the page inbox is an echo, and of no app of ours', () => {
  const phone = aMessage({ from: BUSINESS_PHONE, to: ADA.wa_id })
  const message = { mid: 'm_2', text: 'Hello', is_echo: true, app_id: 263902037430900 }
  const page = anItem({ sender: { id: PAGE }, recipient: { id: CONTACT }, message })

  expect(whatsapp.parse(aWebhook(aChange({ message_echoes: [phone] }, 'smb_message_echoes')))).toMatchObject([
    { type: 'message', echo: true, opaque: null, windowHours: 0 },
  ])
  expect(messenger.parse(aDirectWebhook('page', anEntry(page)))).toMatchObject([
    { type: 'message', echo: true, opaque: null, appId: '263902037430900' },
  ])
})

describe('pitfall 14: the signature is of the bytes, with the escapes that Meta wrote', () => {
  const body = Buffer.from('{"text":"caf\\u00e9 \\/ \\u0040 100\\u0025"}')
  const header = `sha256=${createHmac('sha256', 's').update(body).digest('hex')}`

  test.each([whatsapp, messenger, instagram])('of $type', (channel) => {
    expect(channel.verify(body, header, ['s'])).toBe(true)
    expect(channel.verify(Buffer.from(JSON.stringify(JSON.parse(body.toString()))), header, ['s'])).toBe(
      false,
    )
  })
})

test('pitfall 15: no retired tag is ever sent, and a bare #100 is a fault to report, not to retry', () => {
  const windows = ['open', 'human_agent'] as const
  const sent = windows.map((window) =>
    JSON.stringify(messenger.render({ ...part(TEXT, PSID), window }, GRANTED)),
  )

  expect(sent.join()).not.toMatch(/ACCOUNT_UPDATE|POST_PURCHASE_UPDATE|CONFIRMED_EVENT_UPDATE/)
  expect(messenger.outcome(400, refusal(100))).toMatchObject({ type: 'rejected' })
})

test('pitfall 16: what a program wrote, or a person in the window, has no HUMAN_AGENT', () => {
  const tagOf = (window: 'open' | 'human_agent', humanAgent: boolean) =>
    (messenger.render({ ...part(TEXT, PSID), window }, { ...DIRECT, humanAgent }).body as { tag?: string })
      .tag

  expect(tagOf('open', true)).toBeUndefined()
  expect(tagOf('human_agent', false)).toBeUndefined()
  expect(tagOf('human_agent', true)).toBe('HUMAN_AGENT')
})

describe('pitfall 18: a voice note has the one label that WhatsApp takes', () => {
  const voice = (mimeType: string) =>
    whatsapp.upload({ kind: 'audio', mimeType, filename: 'voice', size: 1 }, WHATSAPP)

  test.each(['audio/ogg', 'audio/opus', 'audio/ogg; codecs=opus', 'audio/ogg;codecs=opus', 'Audio/Ogg'])(
    '%s',
    (mimeType) => {
      const type = 'audio/ogg; codecs=opus'

      expect(voice(mimeType)).toMatchObject({ fields: { type }, file: { mimeType: type } })
    },
  )

  test('and another container is refused before it fails minutes later', () => {
    expect(voice('audio/webm;codecs=opus')).toMatchObject({ type: 'rejected', code: '131053' })
    expect(voice('audio/mpeg')).toMatchObject({ fields: { type: 'audio/mpeg' } })
  })

  test('and is sent as voice, also when only its type says that it is one', () => {
    const media = { type: 'media', kind: 'audio', externalId: '1', voice: true } as const

    expect(whatsapp.render(part(media, { kind: 'wa_id', value: '491' }), WHATSAPP).body).toMatchObject({
      audio: { id: '1', voice: true },
    })
    const made = { type: 'media', kind: 'audio', externalId: '1', mimeType: 'audio/ogg' } as const
    expect(whatsapp.render(part(made, { kind: 'wa_id', value: '491' }), WHATSAPP).body).toMatchObject({
      audio: { id: '1', voice: true },
    })
    const song = { ...made, mimeType: 'audio/mpeg' }
    expect(whatsapp.render(part(song, { kind: 'wa_id', value: '491' }), WHATSAPP).body).toMatchObject({
      audio: { id: '1' },
    })
  })
})

test('pitfall 19: a file is sent by the id of its upload, never by a link', () => {
  const media = { type: 'media', kind: 'image', externalId: '17' } as const
  const bodies = [
    whatsapp.render(part(media, { kind: 'wa_id', value: '491' }), WHATSAPP).body,
    messenger.render(part(media, PSID), GRANTED).body,
  ].map((body) => JSON.stringify(body))

  for (const body of bodies) expect(body).not.toMatch(/"(link|url)"/)
  expect(bodies[0]).toContain('"id":"17"')
  expect(bodies[1]).toContain('"attachment_id":"17"')
})

describe('pitfall 20: the answer to where a file is, is not the file', () => {
  test('on WhatsApp: an id, its address, and the token for the bytes alone', () => {
    const url = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1'

    expect(whatsapp.findMedia('17', WHATSAPP)).toMatchObject({ method: 'GET' })
    expect(whatsapp.mediaPlace(200, { url, mime_type: 'image/png', id: '17' }, WHATSAPP)).toMatchObject({
      type: 'found',
      url,
      headers: { authorization: 'Bearer t' },
    })
  })

  test('on Messenger: the address, without a token', () => {
    const place = messenger.findMedia('https://scontent.xx.fbcdn.net/a.jpg', GRANTED)

    expect(place).toMatchObject({ type: 'found' })
    expect(place).not.toHaveProperty('headers.authorization')
  })
})

test('pitfall 23: a first message that only the phone can show has a place, a reason, and opens the window', () => {
  const fields = { type: 'unsupported', errors: [{ code: 131060, title: 'Content not available' }] }

  expect(whatsapp.parse(aMessageWebhook(fields))).toMatchObject([
    { content: { type: 'unsupported', reason: 'Content not available' }, windowHours: 24 },
  ])
})

describe('pitfall 24: attachments of types that are new are messages, and open the window', () => {
  test.each(['ig_post', 'ig_story', 'unsupported_type', 'story_mention', 'a_type_of_next_year'])(
    '%s',
    (type) => {
      const body = aDirectWebhook(
        'instagram',
        anEntry(aDirectMessage({ attachments: [{ type, payload: {} }] })),
      )

      expect(instagram.parse(body)).toMatchObject([{ type: 'message', windowHours: 24 }])
    },
  )

  test('is_unsupported', () => {
    const body = aDirectWebhook(
      'instagram',
      anEntry(aDirectMessage({ text: undefined, is_unsupported: true })),
    )

    expect(instagram.parse(body)).toMatchObject([{ content: { type: 'unsupported' }, windowHours: 24 }])
  })
})

describe('pitfall 25: an Instagram account is known by the id that webhooks use', () => {
  test('which is that of the entry', () => {
    const body = aDirectWebhook('instagram', anEntry(aDirectMessage()))

    expect(instagram.parse(body)).toMatchObject([{ account: PAGE }])
  })

  test('and a profile that Meta does not give blocks nobody, but a dead token does', () => {
    expect(instagram.outcome(400, refusal(230))).toMatchObject({ type: 'rejected' })
    expect(instagram.outcome(400, refusal(9010))).toMatchObject({ type: 'rejected' })
    expect(instagram.outcome(400, refusal(190, 463))).toMatchObject({ type: 'account_blocked' })
  })
})
