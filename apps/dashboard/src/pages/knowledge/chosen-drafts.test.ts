import { type Id, newId, TOGETHER_MAX } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { CHOSEN_MAX, chosenOf, idsOf } from './chosen-drafts.ts'

const drafts = (count: number): { id: Id }[] => Array.from({ length: count }, () => ({ id: newId() }))

test('as many are chosen as the server takes', () => {
  expect(CHOSEN_MAX).toBe(TOGETHER_MAX)
  expect(chosenOf(drafts(CHOSEN_MAX + 1), () => true)).toHaveLength(CHOSEN_MAX)
})

test('what comes after the choice is not of it, and what is gone leaves it', () => {
  const [first, second] = [drafts(2), drafts(1)]
  const ids = idsOf(chosenOf(first, () => true))

  expect(chosenOf([...second, ...first], (id) => ids.has(id))).toEqual(first)
  expect(chosenOf([...second, ...first.slice(1)], (id) => ids.has(id))).toEqual(first.slice(1))
})
