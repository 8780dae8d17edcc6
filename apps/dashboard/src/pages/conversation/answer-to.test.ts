import type { MessageItem } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { aMessage, anEvent } from '../../testing/wire.ts'
import { answerTo } from './answer-to.ts'

const byContact = (id: string, text = 'Do you deliver?') => aMessage({ id, content: { type: 'text', text } })
const byMember = (text: string): MessageItem =>
  aMessage({ id: text, direction: 'out', author: 'agent', content: { type: 'text', text } })

test('what members wrote next is the answer, until the contact writes again', () => {
  const items = [
    byMember('Good morning!'),
    byContact('asked'),
    byContact('more', 'To Salto'),
    ...[anEvent(), byMember('Yes.'), byMember('By post.')],
    byContact('next', 'And parking?'),
    byMember('Behind the house.'),
  ]

  expect(answerTo({ messageId: 'asked' }, items)).toBe('Yes.\n\nBy post.')
  expect(answerTo({ messageId: 'next' }, items)).toBe('Behind the house.')
})

test('where nobody answered, or the question is not loaded, there is no answer', () => {
  expect(answerTo({ messageId: 'asked' }, [byContact('asked')])).toBeNull()
  expect(answerTo({ messageId: 'asked' }, [byMember('Yes.')])).toBeNull()
})
