import type { MessageItem, TimelineItem } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { ownReactions } from './own-reactions.ts'

function reaction(emoji: string | null, change: Partial<MessageItem> = {}): TimelineItem {
  const content = { type: 'reaction', emoji, targetExternalId: 'x' } as const
  const replyTo = { id: 'm1', text: 'Hello' }
  return { type: 'message', direction: 'out', status: 'sent', content, replyTo, ...change } as MessageItem
}

test('is the last emoji that went out: not one that was taken back, refused, or is of the contact', () => {
  const other = { replyTo: { id: 'm2', text: null } }
  const items = [
    ...[reaction('👍'), reaction('❤️'), reaction('😢', { status: 'failed' })],
    ...[reaction('🙏', other), reaction(null, other), reaction('😮', { ...other, direction: 'in' })],
  ]

  expect([...ownReactions(items)]).toEqual([['m1', '❤️']])
})
