import type { MessageItem } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { aMessage } from '../../testing/wire.ts'
import { reactionsOf, withoutReactions } from './reactions.ts'

const said = aMessage({ id: 'm1' })

function reaction(emoji: string | null, change: Partial<MessageItem> = {}): MessageItem {
  const content = { type: 'reaction', emoji, targetExternalId: 'x' } as const
  const replyTo = { ...{ id: 'm1', text: 'Hello' } } as MessageItem['replyTo']
  return aMessage({ id: `r${emoji}`, direction: 'out', status: 'sent', content, replyTo, ...change })
}

test('a message has the last emoji of each side: none that was taken back or refused', () => {
  const items = [
    ...[said, reaction('👍', { authorName: 'Ada' }), reaction('❤️', { authorName: 'Ben' })],
    ...[reaction('😢', { status: 'failed' }), reaction('😮', { direction: 'in', status: null })],
  ]

  expect(reactionsOf(items).get('m1')).toMatchObject([
    { emoji: '❤️', by: { name: 'Ben' } },
    { emoji: '😮', by: null },
  ])
  expect(reactionsOf([...items, reaction(null)]).get('m1')).toMatchObject([{ emoji: '😮' }])
})

test('only what is seen on its message has no bubble of its own', () => {
  const refused = reaction('😢', { status: 'failed' })
  const old = reaction('🙏', { replyTo: { id: 'not loaded', text: null } as MessageItem['replyTo'] })

  expect(withoutReactions([said, reaction('👍'), refused, old])).toEqual([said, refused, old])
})
