import type { Content } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { instagram, messenger } from '../../index.ts'
import {
  AT,
  aDirectMessage,
  aDirectWebhook,
  anEcho,
  anEntry,
  anItem,
  CONTACT,
  PAGE,
} from '../../testing/direct-webhook.ts'

const onMessenger = (...items: unknown[]) => messenger.parse(aDirectWebhook('page', anEntry(...items)))
const onInstagram = (...items: unknown[]) => instagram.parse(aDirectWebhook('instagram', anEntry(...items)))
const attached = (...attachments: unknown[]) => aDirectMessage({ attachments })
const contentsOf = (item: unknown): (Content | string)[] =>
  onMessenger(item).map((event) => (event.type === 'message' ? event.content : event.type))

const URL = 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1&signature=x'

test('reads a text', () => {
  expect(onMessenger(aDirectMessage())).toEqual([
    {
      type: 'message',
      account: PAGE,
      externalId: 'm_1',
      sender: [{ kind: 'psid', value: CONTACT }],
      senderName: null,
      sentAt: AT,
      content: { type: 'text', text: 'Hello' },
      context: { externalId: null, forwarded: false, referral: null, story: null },
      windowHours: 24,
      echo: false,
      source: 'live',
      opaque: null,
      appId: null,
    },
  ])
  expect(onInstagram(aDirectMessage())).toMatchObject([{ sender: [{ kind: 'igsid', value: CONTACT }] }])
})

describe('what a message says', () => {
  test.each<[name: string, fields: Record<string, unknown>, content: Content]>([
    [
      'a quick reply',
      { text: 'Red', quick_reply: { payload: 'RED' } },
      { type: 'reply', id: 'RED', title: 'Red', source: 'button' },
    ],
    [
      'a quick reply without its payload',
      { text: 'Red', quick_reply: {} },
      { type: 'reply', id: 'Red', title: 'Red', source: 'button' },
    ],
    [
      'what is not supported',
      { text: undefined, is_unsupported: true },
      { type: 'unsupported', kind: 'unsupported' },
    ],
    ['nothing at all', { text: undefined }, { type: 'unsupported', kind: 'unknown' }],
    ['that it was withdrawn', { is_deleted: true }, { type: 'unsend', targetExternalId: 'm_1' }],
  ])('%s', (_name, fields, content) => {
    expect(contentsOf(aDirectMessage(fields))).toEqual([content])
  })

  const media = (kind: string, more = {}) => ({ type: 'media', kind, externalId: URL, ...more })
  const share = (kind: string, more = {}) => ({ type: 'share', kind, url: URL, ...more })
  test.each<[type: string, payload: unknown, content: unknown]>([
    ['image', { url: URL }, media('image')],
    ['video', { url: URL }, media('video')],
    ['audio', { url: URL }, media('audio')],
    ['file', { url: URL }, media('document')],
    ['sticker', { url: URL, sticker_id: 3 }, media('sticker')],
    ['image', { url: URL, sticker_id: 3 }, media('sticker')],
    ['location', { coordinates: { lat: 1.5, long: -2 } }, { type: 'location', latitude: 1.5, longitude: -2 }],
    ['fallback', { url: URL, title: 'A page' }, share('link', { title: 'A page' })],
    ['share', { url: URL }, share('post')],
    ['post', { url: URL }, share('post')],
    ['ig_post', { url: URL, title: 'New', ig_post_media_id: '1' }, share('post', { title: 'New' })],
    ['reel', { url: URL, reel_video_id: '1' }, share('reel')],
    ['ig_reel', { url: URL, title: 'How', reel_video_id: '1' }, share('reel', { title: 'How' })],
    ['ig_story', { url: URL }, share('story')],
    ['story_mention', { url: URL }, share('story_mention')],
    ['story_mention', {}, { type: 'share', kind: 'story_mention' }],
    ['like_heart', undefined, { type: 'text', text: '❤️' }],
    [
      'ephemeral',
      undefined,
      { type: 'unsupported', kind: 'ephemeral', reason: expect.stringContaining('once') },
    ],
    ['unsupported_type', { url: URL }, { type: 'unsupported', kind: 'unsupported_type' }],
    ['hologram', { url: URL }, { type: 'unsupported', kind: 'hologram' }],
    ['image', {}, { type: 'unsupported', kind: 'image' }],
    ['image', { url: 'javascript:alert(1)' }, { type: 'unsupported', kind: 'image' }],
    [
      'template',
      { template_type: 'button', text: 'Choose', buttons: [{ title: 'A' }, { title: 'B' }] },
      { type: 'text', text: 'Choose\nA\nB' },
    ],
    [
      'template',
      { template_type: 'generic', elements: [{ title: 'Shirt', subtitle: 'Soft' }, null] },
      { type: 'text', text: 'Shirt\nSoft' },
    ],
    ['template', { template_type: 'coupon' }, { type: 'unsupported', kind: 'template:coupon' }],
  ])('an attachment of the type %s with %j', (type, payload, content) => {
    expect(contentsOf(attached({ type, payload }))).toEqual([content])
  })

  test('a file has the name that its address ends in', () => {
    const url = 'https://cdn.fbsbx.com/v/t59/men%C3%BA.pdf?_nc_cat=1'

    expect(contentsOf(attached({ type: 'file', payload: { url } }))).toEqual([
      { type: 'media', kind: 'document', externalId: url, filename: 'menú.pdf' },
    ])
  })
})

describe('a message with several attachments', () => {
  const image = (number: number) => ({ type: 'image', payload: { url: `${URL}${number}` } })

  test('is one event each, of which the first has the id and the context', () => {
    const referral = { ref: 'x' }
    const events = onMessenger(aDirectMessage({ attachments: [image(1), image(2), image(3)], referral }))

    expect(events).toMatchObject([
      { externalId: 'm_1', content: { externalId: `${URL}1` }, context: { referral }, windowHours: 24 },
      { externalId: 'm_1#2', content: { externalId: `${URL}2` }, context: { referral: null } },
      { externalId: 'm_1#3', content: { externalId: `${URL}3` }, context: { referral: null } },
    ])
  })

  test('says its text first', () => {
    expect(contentsOf(aDirectMessage({ text: 'Look', attachments: [image(1)] }))).toMatchObject([
      { type: 'text', text: 'Look' },
      { type: 'media' },
    ])
  })

  test('says a sticker once that also came as an image', () => {
    const payload = { url: URL, sticker_id: 369239263222822 }

    expect(contentsOf(attached({ type: 'image', payload }, { type: 'sticker', payload }))).toMatchObject([
      { kind: 'sticker' },
    ])
  })

  test('says a post once that came under its old and its new name', () => {
    const payload = { url: URL, ig_post_media_id: '18' }

    expect(contentsOf(attached({ type: 'share', payload }, { type: 'ig_post', payload }))).toHaveLength(1)
  })

  test('leaves out the preview of a link that stands in the text', () => {
    const fallback = { type: 'fallback', payload: { url: 'https://example.com/a', title: 'A' } }

    expect(
      contentsOf(aDirectMessage({ text: 'see https://example.com/a', attachments: [fallback] })),
    ).toEqual([{ type: 'text', text: 'see https://example.com/a' }])
    expect(contentsOf(aDirectMessage({ text: 'see this', attachments: [fallback] }))).toHaveLength(2)
  })

  test('loses none to one that is broken', () => {
    expect(contentsOf(attached(image(1), null, 'x', image(2)))).toMatchObject([
      { type: 'media' },
      { type: 'unsupported' },
      { type: 'unsupported' },
      { type: 'media' },
    ])
  })
})

describe('what a message answers', () => {
  test('another message', () => {
    expect(onMessenger(aDirectMessage({ reply_to: { mid: 'm_0' } }))).toMatchObject([
      { context: { externalId: 'm_0', story: null } },
    ])
  })

  test('a story, which is not fetched', () => {
    const story = { id: '18', url: URL }

    expect(onInstagram(aDirectMessage({ reply_to: { story } }))).toMatchObject([
      { content: { type: 'text' }, context: { externalId: null, story: { externalId: '18', url: URL } } },
    ])
  })

  test('an advertisement, which opens the window for seven days', () => {
    const referral = { source: 'ADS', ad_id: '6', ads_context_data: { ad_title: 'Sale' } }

    expect(onMessenger(aDirectMessage({ referral }))).toMatchObject([
      { context: { referral }, windowHours: 168 },
    ])
  })

  test('a product of a shop', () => {
    const referral = { product: { id: '40' } }

    expect(onInstagram(aDirectMessage({ referral }))).toMatchObject([
      { context: { referral }, windowHours: 24 },
    ])
  })
})

describe('what is done to an earlier message', () => {
  test('edits have their own ids, one each', () => {
    const edit = (count: number) =>
      anItem({ message_edit: { mid: 'm_1', text: `v${count}`, num_edit: count } })

    expect(onMessenger(edit(1), edit(2))).toMatchObject([
      {
        externalId: '#edit:m_1:1',
        content: { type: 'edit', targetExternalId: 'm_1', text: 'v1' },
        windowHours: 0,
      },
      { externalId: '#edit:m_1:2', content: { text: 'v2' } },
    ])
    expect(onMessenger(edit(0))).toMatchObject([{ type: 'other', kind: 'message_edit:0' }])
  })

  test('the other spelling of the count is read too', () => {
    const item = anItem({ message_edit: { mid: 'm_1', text: 'x', num_edits: 4 } })

    expect(onInstagram(item)).toMatchObject([{ externalId: '#edit:m_1:4' }])
  })

  test('a withdrawal has an id of its own, so that it is no duplicate of what it withdraws', () => {
    expect(onInstagram(aDirectMessage({ is_deleted: true }))).toMatchObject([
      { externalId: '#unsend:m_1', windowHours: 0 },
    ])
  })

  test.each([
    [{ action: 'react', reaction: 'other', emoji: '🔥' }, '🔥'],
    [{ action: 'react', reaction: 'love' }, '❤️'],
    [{ action: 'react', reaction: 'haha' }, '😆'],
    [{ action: 'react' }, '❤️'],
    [{ action: 'unreact', reaction: 'love', emoji: '❤' }, null],
    [{ action: 'unreact' }, null],
  ])('the reaction %j is %s', (reaction, emoji) => {
    const item = anItem({ reaction: { mid: 'm_1', ...reaction } })

    expect(onInstagram(item)).toMatchObject([
      { content: { type: 'reaction', emoji, targetExternalId: 'm_1' }, windowHours: 0 },
    ])
    expect(onMessenger(item)).toMatchObject([{ windowHours: emoji === null ? 0 : 24 }])
  })

  test('a reaction that is changed and taken back is three events', () => {
    const events = ['love', 'wow', undefined].flatMap((reaction, at) =>
      onMessenger({
        ...anItem({ reaction: { mid: 'm_1', action: reaction ? 'react' : 'unreact', reaction } }),
        timestamp: AT.getTime() + at,
      }),
    )

    const ids = events.map((event) => (event.type === 'message' ? event.externalId : ''))
    expect(new Set(ids).size).toBe(3)
  })
})

describe('a button', () => {
  test('is an answer, with the link it came by', () => {
    const postback = { mid: 'm_3', title: 'Hours?', payload: 'HOURS', referral: { ref: 'door' } }

    expect(onInstagram(anItem({ postback }))).toMatchObject([
      {
        externalId: 'm_3',
        content: { type: 'reply', id: 'HOURS', title: 'Hours?', source: 'button' },
        context: { referral: { ref: 'door' } },
        windowHours: 24,
      },
    ])
  })

  test('without an id has one that repeats when its webhook does', () => {
    const item = anItem({ postback: { payload: 'START' } })
    const [first] = onMessenger(item)
    const [again] = onMessenger(structuredClone(item))
    const [later] = onMessenger({ ...item, timestamp: AT.getTime() + 1 })

    expect(again).toEqual(first)
    expect(later).not.toMatchObject({ externalId: (first as { externalId: string }).externalId })
  })

  test('whose payload is too long for an id still has one', () => {
    const [event] = onMessenger(anItem({ postback: { payload: 'x'.repeat(1000) } }))

    expect(event).toMatchObject({ externalId: expect.stringMatching(/^#postback:[0-9a-f]{64}$/) })
  })
})

describe('what the business says itself', () => {
  test('is an echo to the contact, with the app and our own id', () => {
    expect(onMessenger(anEcho({ app_id: 1517, metadata: 'out_1' }))).toMatchObject([
      {
        echo: true,
        sender: [{ kind: 'psid', value: CONTACT }],
        account: PAGE,
        appId: '1517',
        opaque: 'out_1',
        windowHours: 0,
      },
    ])
  })

  test('from the page’s inbox has another app and no id of ours', () => {
    expect(onMessenger(anEcho({ app_id: 263902037430900 }))).toMatchObject([
      { echo: true, appId: '263902037430900', opaque: null },
    ])
  })

  test('is an echo also without the mark, because it comes from the account', () => {
    expect(onInstagram(anEcho({ is_echo: undefined }))).toMatchObject([
      { echo: true, sender: [{ kind: 'igsid', value: CONTACT }], windowHours: 0 },
    ])
  })

  test('belongs to the contact also when its ends are the wrong way round', () => {
    const item = anItem({ message: { mid: 'm_2', text: 'x', is_echo: true } })

    expect(onMessenger(item)).toMatchObject([{ echo: true, sender: [{ value: CONTACT }], account: PAGE }])
  })
})

test('what another app has is standby, and everything else of it is the same', () => {
  const items = [aDirectMessage(), anEcho(), anItem({ postback: { mid: 'm_3', title: 'Talk to a person' } })]
  const events = messenger.parse({
    object: 'page',
    entry: [{ id: PAGE, time: AT.getTime(), standby: items }],
  })

  expect(events).toMatchObject([
    { type: 'message', source: 'standby', echo: false, content: { text: 'Hello' } },
    { type: 'message', source: 'standby', echo: true },
    { type: 'message', source: 'standby', content: { type: 'reply', title: 'Talk to a person' } },
  ])
  expect(events.map((event) => ({ ...event, source: 'live' }))).toEqual(onMessenger(...items))
})

describe('what a contact does without a message', () => {
  test.each<[key: string, fields: unknown, expected: unknown]>([
    [
      'referral',
      { ref: 'promo', source: 'SHORTLINK', type: 'OPEN_THREAD' },
      { content: { type: 'system', event: 'referral', text: 'Came by a link: promo' }, windowHours: 24 },
    ],
    ['referral', { source: 'ADS', ad_id: '6' }, { context: { referral: { ad_id: '6' } }, windowHours: 0 }],
    ['optin', { ref: 'footer' }, { content: { type: 'system', event: 'optin' }, windowHours: 24 }],
    [
      'optin',
      { type: 'notification_messages', notification_messages_token: 't', title: 'Deals' },
      { content: { event: 'optin', text: 'Allows messages: Deals' }, windowHours: 0 },
    ],
    [
      'optin',
      { type: 'notification_messages', notification_messages_status: 'STOP_NOTIFICATIONS' },
      { content: { event: 'optout', text: 'Wants no more messages.' }, windowHours: 0 },
    ],
    [
      'account_linking',
      { status: 'linked', authorization_code: 'secret' },
      { content: { type: 'system', event: 'account_linking', text: 'Linked an account.' } },
    ],
    [
      'messaging_feedback',
      { feedback_screens: [] },
      { content: { type: 'form_reply', data: { feedback_screens: [] } } },
    ],
    [
      'game_play',
      { score: 100 },
      { content: { type: 'form_reply', name: 'game_play', data: { score: 100 } } },
    ],
    ['payment', { amount: {} }, { content: { type: 'form_reply', name: 'payment' } }],
  ])('%s %j', (key, fields, expected) => {
    const events = onMessenger(anItem({ [key]: fields }))

    expect(events).toMatchObject([expected])
    expect(events).toMatchObject([{ type: 'message', externalId: expect.stringMatching(`^#${key}:`) }])
    expect(JSON.stringify(events)).not.toContain('secret')
  })
})
