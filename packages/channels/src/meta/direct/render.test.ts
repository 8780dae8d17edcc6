import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { instagram, messenger } from '../../index.ts'
import type { OutboundPart } from '../../outbound.ts'

const SETTINGS = {
  graphUrl: 'https://graph.example',
  version: 'v26.0',
  senderId: '101',
  accessToken: 'token',
  humanAgent: false,
}
const GRANTED = { ...SETTINGS, humanAgent: true }
const text: Content = { type: 'text', text: 'Hello' }
const aPart = (content: Content, more: Partial<OutboundPart> = {}): OutboundPart => ({
  content,
  recipient: [{ kind: 'psid', value: '25' }],
  replyTo: null,
  opaque: 'out_1',
  window: 'open',
  ...more,
})
const bodyOf = (content: Content, more: Partial<OutboundPart> = {}, settings = SETTINGS) =>
  messenger.render(aPart(content, more), settings).body
const messageOf = (content: Content) => (bodyOf(content) as { message: unknown }).message

test('sends a text with our id, as an answer', () => {
  expect(messenger.render(aPart(text), SETTINGS)).toEqual({
    method: 'POST',
    url: 'https://graph.example/v26.0/101/messages',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: {
      recipient: { id: '25' },
      messaging_type: 'RESPONSE',
      message: { text: 'Hello', metadata: 'out_1' },
    },
  })
})

test('answers a comment in private: to whoever wrote it, without a purpose or a quotation', () => {
  const comment = { comment: '905_1', replyTo: '905_1', recipient: [], window: 'human_agent' } as const

  expect(bodyOf(text, comment, GRANTED)).toEqual({
    recipient: { comment_id: '905_1' },
    message: { text: 'Hello', metadata: 'out_1' },
  })
})

test('sends to the id of its own platform', () => {
  const recipient = [
    { kind: 'psid', value: '25' },
    { kind: 'igsid', value: '52' },
  ] as const

  expect(instagram.render(aPart(text, { recipient }), SETTINGS).body).toMatchObject({
    recipient: { id: '52' },
  })
  expect(() => messenger.render(aPart(text, { recipient: [] }), SETTINGS)).toThrow('psid')
})

describe('what a message is', () => {
  test.each<[name: string, content: Content, message: unknown]>([
    ['a text without its markup', { type: 'text', text: '**Now** open' }, { text: 'Now open' }],
    [
      'a question',
      { type: 'choices', text: '**Which?**', choices: [{ id: 'a', title: 'A' }] },
      { text: 'Which?', quick_replies: [{ content_type: 'text', title: 'A', payload: 'a' }] },
    ],
    [
      'an image',
      { type: 'media', kind: 'image', externalId: '17' },
      { attachment: { type: 'image', payload: { attachment_id: '17' } } },
    ],
    [
      'a document',
      { type: 'media', kind: 'document', externalId: '17', filename: 'a.pdf' },
      { attachment: { type: 'file', payload: { attachment_id: '17' } } },
    ],
    [
      'a sticker',
      { type: 'media', kind: 'sticker', externalId: '17' },
      { attachment: { type: 'image', payload: { attachment_id: '17' } } },
    ],
  ])('%s', (_name, content, message) => {
    expect(messageOf(content)).toEqual({ ...(message as object), metadata: 'out_1' })
  })
})

test('a question for a phone number has the quick reply that shares it, where there is one', () => {
  const question: Content = { type: 'text', text: 'Your number?', asks: 'phone' }

  expect(
    messenger.parts({ ...question, text: `${'word '.repeat(450)}` }).map((part) => 'asks' in part),
  ).toEqual([...[false, true]])
  expect(messageOf(question)).toEqual({
    ...{ text: 'Your number?', metadata: 'out_1' },
    quick_replies: [{ content_type: 'user_phone_number' }],
  })
  expect(instagram.parts(question)).toEqual([{ type: 'text', text: 'Your number?' }])
})

describe('what it quotes', () => {
  test.each([
    ['m_1', { mid: 'm_1' }],
    ['m_1#3', { mid: 'm_1' }],
    ['#postback:25:1:x', undefined],
    [null, undefined],
  ])('%j', (replyTo, expected) => {
    expect((bodyOf(text, { replyTo }) as { reply_to?: unknown }).reply_to).toEqual(expected)
  })
})

describe('reactions', () => {
  test('are requests without a message', () => {
    expect(bodyOf({ type: 'reaction', emoji: '👍', targetExternalId: 'm_1#2' })).toEqual({
      recipient: { id: '25' },
      sender_action: 'react',
      payload: { message_id: 'm_1', reaction: '👍' },
    })
    expect(bodyOf({ type: 'reaction', emoji: null, targetExternalId: 'm_1' })).toEqual({
      recipient: { id: '25' },
      sender_action: 'unreact',
      payload: { message_id: 'm_1' },
    })
  })
})

describe('marks', () => {
  const recipient = [{ kind: 'psid', value: '25' }] as const

  test('are one request each, never with a message', () => {
    const requests = messenger.markRead({ externalId: 'm_1', recipient }, { typing: true }, SETTINGS)

    expect(requests.map(({ body }) => body)).toEqual([
      { recipient: { id: '25' }, sender_action: 'mark_seen' },
      { recipient: { id: '25' }, sender_action: 'typing_on' },
    ])
    expect(messenger.markRead({ externalId: 'm_1', recipient }, { typing: false }, SETTINGS)).toHaveLength(1)
  })

  test('are none when the contact is not known', () => {
    expect(messenger.markRead({ externalId: 'm_1', recipient: [] }, { typing: true }, SETTINGS)).toEqual([])
  })
})

describe('the tag of a person', () => {
  test('is there when a person wrote after the window shut, and Meta granted it', () => {
    expect(bodyOf(text, { window: 'human_agent' }, GRANTED)).toMatchObject({
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
    })
  })

  test.each([
    ['in the window', 'open', GRANTED],
    ['without the permission', 'human_agent', SETTINGS],
  ] as const)('is not there %s', (_name, window, settings) => {
    const body = bodyOf(text, { window }, settings)

    expect(body).toMatchObject({ messaging_type: 'RESPONSE' })
    expect(body).not.toHaveProperty('tag')
  })
})
