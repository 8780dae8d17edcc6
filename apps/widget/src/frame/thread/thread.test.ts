import { describe, expect, test } from 'vitest'
import { aMessage } from '../testing/message.ts'
import {
  countUnread,
  EMPTY_THREAD,
  lastSeqTo,
  receiveMessages,
  renewLink,
  storeOutgoing,
  welcomeThread,
} from './thread.ts'

const welcome = (conversationId: string | null) =>
  ({ type: 'welcome', visitor: 'secret', conversationId, version: 99 }) as const
const frame = (conversationId: string, version: number, seqs: number[]) =>
  ({ type: 'messages', conversationId, version, messages: seqs.map((seq) => aMessage(seq)) }) as const
const seqsOf = (thread: typeof EMPTY_THREAD) => thread.messages.map(({ seq }) => seq)

describe('a thread', () => {
  test('moves its cursor by messages, never by the welcome', () => {
    const welcomed = welcomeThread(EMPTY_THREAD, welcome('a'))
    expect(welcomed).toMatchObject({ version: 0, isLoaded: false })

    const received = receiveMessages(welcomed, frame('a', 7, [1, 2]))
    expect(received).toMatchObject({ version: 7, isLoaded: true })
    expect(receiveMessages(received, frame('a', 5, [1]))).toMatchObject({ version: 7 })
  })

  test('keeps what it knows when the same conversation is welcomed again', () => {
    const thread = receiveMessages(EMPTY_THREAD, frame('a', 7, [1, 2]))

    expect(welcomeThread(thread, welcome('a'))).toEqual(thread)
  })

  test('begins anew with another conversation', () => {
    const thread = receiveMessages(EMPTY_THREAD, frame('a', 7, [1, 2, 3]))

    expect(welcomeThread(thread, welcome('b'))).toMatchObject({ version: 0, messages: [], isLoaded: false })
    const other = receiveMessages(thread, frame('b', 2, [1]))
    expect(other).toMatchObject({ conversationId: 'b', version: 2 })
    expect(seqsOf(other)).toEqual([1])
  })

  test('is loaded when there is no conversation yet', () => {
    expect(welcomeThread(EMPTY_THREAD, welcome(null)).isLoaded).toBe(true)
  })

  test('shows a stored message once, whichever of the two frames comes first', () => {
    const outgoing = {
      clientId: 'client-1',
      content: { type: 'text', text: 'hi' },
      createdAt: '2026-01-05',
    } as const
    const stored = { type: 'stored', clientId: 'client-1', id: 'message-1', seq: 1 } as const
    const real = { ...frame('a', 1, []), messages: [aMessage(1, { clientId: 'client-1', direction: 'in' })] }

    const storedFirst = receiveMessages(storeOutgoing(EMPTY_THREAD, outgoing, stored), real)
    const messagesFirst = storeOutgoing(receiveMessages(EMPTY_THREAD, real), outgoing, stored)

    expect(storedFirst.messages).toEqual(real.messages)
    expect(messagesFirst.messages).toEqual(real.messages)
  })

  test('counts as unread what was said to the visitor after the last message read', () => {
    const messages = [1, 2, 3, 4].map((seq) => aMessage(seq, seq === 3 ? { direction: 'in' } : {}))

    expect(countUnread(messages, 1)).toBe(2)
    expect(lastSeqTo(messages.slice(0, 3))).toBe(2)
    expect(lastSeqTo([])).toBe(0)
  })
})

test('a new link to a file takes the place of the old one, and changes no other', () => {
  const aFile = (seq: number, mediaId: string) =>
    aMessage(seq, {
      content: { type: 'media', kind: 'image', mediaId },
      file: { url: `/old/${mediaId}`, size: 7 },
    })
  const messages = [aMessage(1), aFile(2, 'a'), aFile(3, 'b')]
  const thread = receiveMessages(EMPTY_THREAD, {
    type: 'messages',
    conversationId: 'c',
    version: 3,
    messages,
  })

  const renewed = renewLink(thread, { type: 'link', mediaId: 'b', url: '/new/b' })

  expect(renewed.messages.map(({ file }) => file?.url)).toEqual([undefined, '/old/a', '/new/b'])
  expect(renewed.messages[2]).toMatchObject({ version: 3, file: { size: 7 } })
})
