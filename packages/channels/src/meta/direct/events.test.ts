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

const parse = (...items: unknown[]) => messenger.parse(aDirectWebhook('page', anEntry(...items)))
const kinds = (body: unknown) =>
  messenger.parse(body).map((event) => (event.type === 'other' ? event.kind : event.type))
const contact = [{ kind: 'psid', value: CONTACT }]

describe('what a body holds', () => {
  test('reads every entry and every item of each of its lists', () => {
    const changes = [{ field: 'messages', value: aDirectMessage() }]
    const entry = { ...anEntry(aDirectMessage(), aDirectMessage()), standby: [aDirectMessage()], changes }

    expect(kinds({ object: 'page', entry: [entry, entry] })).toEqual(Array(8).fill('message'))
  })

  test('puts messages before statuses and marks', () => {
    const delivery = anItem({ delivery: { mids: ['m_9'], watermark: AT.getTime() } })

    expect(kinds(aDirectWebhook('page', anEntry(delivery, aDirectMessage())))).toEqual([
      'message',
      'status',
      'seen',
    ])
  })

  test('each item that says two things says both', () => {
    expect(parse({ ...aDirectMessage(), referral: { ref: 'x' } })).toMatchObject([
      { content: { type: 'text' } },
      { content: { type: 'system' } },
    ])
  })
})

describe('one bad item leaves the others alone', () => {
  test.each([
    ['null', null, 'messaging:unreadable'],
    ['a text', 'x', 'messaging:unreadable'],
    ['nothing', {}, 'messaging:empty'],
    ['nothing but its ends', anItem({}), 'messaging:empty'],
    ['something new', anItem({ hologram: {} }), 'messaging:hologram'],
    ['a message that is null', anItem({ message: null }), 'message:unreadable'],
    ['a message without an id', aDirectMessage({ mid: undefined }), 'message:without_id'],
    ['a message of nobody', { ...aDirectMessage(), sender: undefined }, 'message:without_sender'],
    ['a message of a guest', { ...aDirectMessage(), sender: { user_ref: 'x' } }, 'message:without_sender'],
    ['a reaction to nothing', anItem({ reaction: { action: 'react' } }), 'reaction:without_id'],
    ['a withdrawal of nothing', aDirectMessage({ mid: null, is_deleted: true }), 'unsend:without_id'],
    ['an edit of nothing', anItem({ message_edit: { text: 'x' } }), 'message_edit:without_id'],
    ['a postback that is a list', anItem({ postback: [] }), 'postback:unreadable'],
    ['an opt-in of nobody', { recipient: { id: PAGE }, optin: { user_ref: '1' } }, 'optin:without_sender'],
    ['a mark that cannot be read', anItem({ read: {} }), 'read:unreadable'],
    ['a handover that is a text', anItem({ pass_thread_control: 'x' }), 'pass_thread_control:unreadable'],
    ['a handover of nobody', { take_thread_control: {} }, 'take_thread_control:without_sender'],
  ])('%s', (_name, bad, kind) => {
    expect(kinds(aDirectWebhook('page', anEntry(aDirectMessage(), bad, aDirectMessage())))).toEqual([
      'message',
      kind,
      'message',
    ])
  })

  test('an entry of the wrong type, an empty one, and lists that are none', () => {
    const body = { entry: [null, 7, {}, { id: PAGE, messaging: 'x' }, anEntry(aDirectMessage()), { hop: 1 }] }

    expect(kinds(body)).toEqual([
      'entry:unreadable',
      'entry:unreadable',
      'entry:empty',
      'messaging:unreadable',
      'message',
      'entry:hop',
    ])
  })
})

describe('what was delivered and seen', () => {
  test('up to a time', () => {
    expect(parse(anItem({ read: { watermark: '1795300000000' } }))).toEqual([
      {
        type: 'seen',
        account: PAGE,
        contact,
        status: 'read',
        upTo: { at: new Date(1795300000000) },
        at: AT,
      },
    ])
  })

  test('up to a message', () => {
    const body = aDirectWebhook('instagram', anEntry(anItem({ read: { mid: 'm_5' } })))

    expect(instagram.parse(body)).toMatchObject([
      { type: 'seen', contact: [{ kind: 'igsid' }], status: 'read', upTo: { externalId: 'm_5' } },
    ])
  })

  test('a delivery names messages, a time, or both', () => {
    const seen = { type: 'seen', status: 'delivered', upTo: { at: AT } }
    const status = (externalId: string) => ({ type: 'status', status: 'delivered', externalId, opaque: null })
    const watermark = AT.getTime()

    expect(parse(anItem({ delivery: { mids: ['m_8', 'm_9'], watermark } }))).toMatchObject([
      status('m_8'),
      status('m_9'),
      seen,
    ])
    expect(parse(anItem({ delivery: { watermark } }))).toMatchObject([seen])
    expect(parse(anItem({ delivery: { mids: ['m_8', null] } }))).toMatchObject([
      { kind: 'delivery:without_id' },
      status('m_8'),
    ])
    expect(parse(anItem({ delivery: {} }))).toMatchObject([{ kind: 'delivery:unreadable' }])
  })

  test('that the business looked itself is no mark of the contact', () => {
    const item = { ...anItem({ read: { watermark: 1 } }), sender: { id: PAGE }, recipient: { id: CONTACT } }

    expect(parse(item)).toMatchObject([{ type: 'other', kind: 'read:own' }])
  })
})

describe('who has the thread', () => {
  test.each([
    [
      'pass_thread_control',
      'pass',
      { new_owner_app_id: 1, previous_owner_app_id: '2', metadata: 'to a person' },
    ],
    [
      'take_thread_control',
      'take',
      { new_owner_app_id: 1, previous_owner_app_id: '2', metadata: 'to a person' },
    ],
    [
      'request_thread_control',
      'request',
      { requested_owner_app_id: 1, previous_owner_app_id: '2', metadata: 'to a person' },
    ],
  ])('%s', (key, kind, control) => {
    expect(parse(anItem({ [key]: control }))).toEqual([
      {
        type: 'handover',
        account: PAGE,
        contact,
        kind,
        newOwner: '1',
        previousOwner: '2',
        note: 'to a person',
        at: AT,
      },
    ])
  })
})

describe('what happens to the account', () => {
  test.each([
    ['app_roles', { 123: ['primary_receiver'] }, 'app_roles'],
    ['policy_enforcement', { action: 'block', reason: 'Spam' }, 'policy_enforcement:block'],
    ['policy-enforcement', { action: 'unblock' }, 'policy_enforcement:unblock'],
  ])('%s', (key, detail, kind) => {
    expect(parse({ recipient: { id: PAGE }, timestamp: AT.getTime(), [key]: detail })).toEqual([
      { type: 'account', account: PAGE, owner: null, kind, detail, at: AT },
    ])
  })
})

describe('what is said in public', () => {
  const change = (field: string, value: unknown) => ({
    id: PAGE,
    time: 1795300000,
    changes: [{ field, value }],
  })
  const comment = { type: 'comment', account: PAGE, at: new Date(1795300000000) }

  test('a comment under a post on Instagram', () => {
    const value = {
      id: '17',
      text: 'How much?',
      from: { id: '9', username: 'ada.l' },
      media: { id: '18', media_product_type: 'FEED' },
      parent_id: '16',
    }

    expect(instagram.parse(aDirectWebhook('instagram', change('comments', value)))).toEqual([
      {
        ...comment,
        externalId: '17',
        kind: 'comment',
        change: 'added',
        from: { externalId: '9', name: 'ada.l' },
        isOwn: false,
        url: null,
        text: 'How much?',
        postExternalId: '18',
        parentExternalId: '16',
      },
    ])
  })

  test('a comment on Facebook can be found, and that of the page itself is its own', () => {
    const value = { item: 'comment', verb: 'add', comment_id: '5', post_id: '1_2', from: { id: PAGE } }
    const post = { permalink_url: 'https://www.facebook.com/permalink.php?id=1' }

    expect(
      messenger.parse(aDirectWebhook('page', change('feed', value), change('feed', { ...value, post }))),
    ).toMatchObject([
      { isOwn: true, url: 'https://www.facebook.com/1_2' },
      { isOwn: true, url: post.permalink_url },
    ])
  })

  test.each([
    [
      'live_comments',
      { id: '17', text: 'Hi' },
      { kind: 'live_comment', externalId: '17', from: null, text: 'Hi' },
    ],
    [
      'mentions',
      { comment_id: '17', media_id: '18' },
      { kind: 'mention', externalId: '17', postExternalId: '18' },
    ],
    ['mentions', { media_id: '18' }, { kind: 'mention', externalId: '18' }],
    [
      'feed',
      { item: 'comment', verb: 'add', comment_id: '5', message: 'Hi' },
      { change: 'added', text: 'Hi' },
    ],
    ['feed', { item: 'comment', verb: 'edited', comment_id: '5' }, { change: 'edited', externalId: '5' }],
    ['feed', { item: 'comment', verb: 'hide', comment_id: '5' }, { change: 'hidden', externalId: '5' }],
    ['feed', { item: 'comment', verb: 'remove', comment_id: '5' }, { change: 'removed', text: null }],
  ])('%s %j', (field, value, expected) => {
    expect(messenger.parse(aDirectWebhook('page', change(field, value)))).toMatchObject([
      { ...comment, ...expected },
    ])
  })

  test.each([
    ['feed', { item: 'post', verb: 'add' }, 'feed:post:add'],
    ['feed', { item: 'comment', verb: 'hidden', comment_id: '5' }, 'feed:comment:hidden'],
    ['feed', {}, 'feed'],
    ['comments', {}, 'comment:without_id'],
    ['messages', { pageId: '1' }, 'messages'],
    ['holograms', {}, 'holograms'],
    [null, {}, 'change:unreadable'],
    ['feed', null, 'feed'],
  ])('%s %j is kept by name', (field, value, kind) => {
    expect(kinds(aDirectWebhook('page', { id: PAGE, changes: [{ field, value }] }))).toEqual([kind])
  })
})

describe('samples of the app dashboard', () => {
  test('have a message in a change, a time in seconds as a text, and no account', () => {
    const value = {
      sender: { id: '1' },
      recipient: { id: '2' },
      timestamp: '1795300000',
      message: { mid: 'm', text: 'x' },
    }
    const body = {
      object: 'instagram',
      entry: [{ id: '0', time: 1, changes: [{ field: 'messages', value }] }],
    }

    expect(instagram.parse(body)).toMatchObject([
      { type: 'message', account: '2', sender: [{ value: '1' }], sentAt: new Date(1795300000000) },
    ])
  })

  test('of an echo name the account as the sender', () => {
    const body = { object: 'page', entry: [{ ...anEntry(anEcho()), id: '0' }] }

    expect(messenger.parse(body)).toMatchObject([{ account: PAGE, sender: [{ value: CONTACT }], echo: true }])
  })
})

describe('time', () => {
  const receivedAt = new Date('2026-11-22T10:00:00Z')
  const sentAt = (time: { item: unknown; entry: unknown }) => {
    const entry = { ...anEntry({ ...aDirectMessage(), timestamp: time.item }), time: time.entry }
    const [event] = messenger.parse(aDirectWebhook('page', entry), receivedAt)
    return event?.type === 'message' ? event.sentAt.toISOString() : undefined
  }

  test.each([
    ['milliseconds', { item: 1795300000123, entry: 1 }, '2026-11-21T22:26:40.123Z'],
    ['seconds', { item: 1795300000, entry: 1 }, '2026-11-21T22:26:40.000Z'],
    ['a text', { item: '1795300000123', entry: 1 }, '2026-11-21T22:26:40.123Z'],
    ['a date', { item: '2021-09-08T06:34:04+0000', entry: 1 }, '2021-09-08T06:34:04.000Z'],
    ['that of the entry', { item: null, entry: 1795300001 }, '2026-11-21T22:26:41.000Z'],
    ['when it came', { item: {}, entry: 'x' }, '2026-11-22T10:00:00.000Z'],
  ])('is %s', (_name, time, expected) => {
    expect(sentAt(time)).toBe(expected)
  })
})
