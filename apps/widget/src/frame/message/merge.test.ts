import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aMessage } from '../testing/message.ts'
import { mergeMessages } from './merge.ts'

test('an edit replaces, and an older copy that arrives later does not', () => {
  const first = aMessage(1)
  const edited = { ...first, version: 9, content: { type: 'text' as const, text: 'edited' } }

  expect(mergeMessages([first], [edited])).toEqual([edited])
  expect(mergeMessages([edited], [first])).toEqual([edited])
})

test('any order, delay and repetition of frames gives the same thread', () => {
  const messages = Array.from({ length: 12 }, (_, index) => aMessage(index + 1))
  const frames = fc.array(fc.subarray(messages, { minLength: 1 }), { maxLength: 20 })

  fc.assert(
    fc.property(frames, fc.shuffledSubarray(messages, { minLength: 12 }), (repeated, all) => {
      const known = [...repeated, all, ...repeated].reduce(mergeMessages, [])

      expect(known).toEqual(messages)
    }),
  )
})
