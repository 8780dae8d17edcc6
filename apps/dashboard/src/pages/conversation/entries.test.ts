import { describe, expect, test } from 'vitest'
import type { Outgoing } from '../../api/outbox.ts'
import { aMessage, anEvent } from '../../testing/wire.ts'
import { entriesOf, lastInbound } from './entries.ts'

const NOON = new Date(2026, 0, 15, 12).toISOString()
const NEXT_DAY = new Date(2026, 0, 16, 9).toISOString()

const OUTGOING: Outgoing = {
  clientId: 'client-1',
  conversationId: 'c1',
  kind: 'reply',
  text: 'Hello',
  replyTo: null,
  createdAt: NEXT_DAY,
  state: 'sending',
  reason: null,
  message: null,
}

describe('entriesOf', () => {
  test('says each day once, before what was said on it', () => {
    const items = [
      aMessage({ id: 'a', createdAt: NOON }),
      aMessage({ id: 'b', seq: 2, createdAt: NOON }),
      aMessage({ id: 'c', seq: 3, createdAt: NEXT_DAY }),
    ]

    expect(entriesOf(items, []).map(({ type }) => type)).toEqual(['day', 'item', 'item', 'day', 'item'])
  })

  test('names the author where another one begins to speak', () => {
    const items = [
      aMessage({ id: 'a', createdAt: NOON }),
      aMessage({ id: 'b', seq: 2, createdAt: NOON }),
      aMessage({ id: 'c', seq: 3, createdAt: NOON, author: 'backend', direction: 'out' }),
    ]

    expect(entriesOf(items, []).map((entry) => entry.type === 'item' && entry.isFirst)).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  test('shows a message that is stored and still in the outbox once, under one key', () => {
    const stored = aMessage({ createdAt: NEXT_DAY, author: 'agent', direction: 'out', clientId: 'client-1' })
    const before = entriesOf([], [OUTGOING])
    const after = entriesOf([stored], [OUTGOING])

    expect(after).toHaveLength(2)
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
  })
})

test('the last thing the contact said is not what others said after it', () => {
  const question = aMessage({ id: 'a', seq: 1 })
  const answer = aMessage({ id: 'b', seq: 2, direction: 'out', author: 'backend' })

  expect(lastInbound([question, answer, anEvent({ seq: 2 })])).toBe(question)
})
