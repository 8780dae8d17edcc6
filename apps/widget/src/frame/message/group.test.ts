import { expect, test } from 'vitest'
import { aMessage } from '../testing/message.ts'
import { groupMessages } from './group.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 0, day, hour, minute).toISOString()
const shapeOf = (messages: ReturnType<typeof aMessage>[]) =>
  groupMessages(messages).map((group) => [group.isNewDay, group.messages.map(({ seq }) => seq)])

test('what one author says in a row is one group', () => {
  const own = { direction: 'in' as const, author: 'contact' as const, authorName: null }

  expect(shapeOf([aMessage(1), aMessage(2), aMessage(3, own), aMessage(4)])).toEqual([
    [true, [1, 2]],
    [false, [3]],
    [false, [4]],
  ])
})

test('two people of the business are two groups', () => {
  expect(shapeOf([aMessage(1), aMessage(2, { authorName: 'Ben' })])).toEqual([
    [true, [1]],
    [false, [2]],
  ])
})

test('a pause of five minutes begins a group, and midnight a day', () => {
  const times = [at(5, 23, 50), at(5, 23, 54), at(5, 23, 59), at(6, 0, 1)]

  expect(shapeOf(times.map((createdAt, index) => aMessage(index + 1, { createdAt })))).toEqual([
    [true, [1, 2]],
    [false, [3]],
    [true, [4]],
  ])
})
