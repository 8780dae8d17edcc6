import { type Id, newId, TOGETHER_MAX } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { CHOSEN_MAX, choiceOf, chosenOf, isOvertaken, withOne } from './chosen-drafts.ts'

const drafts = (count: number): { id: Id; revision: number }[] =>
  Array.from({ length: count }, () => ({ id: newId(), revision: 1 }))

test('as many are chosen as the server takes', () => {
  expect(CHOSEN_MAX).toBe(TOGETHER_MAX)
  expect(choiceOf(drafts(CHOSEN_MAX + 1)).size).toBe(CHOSEN_MAX)
})

test('what comes after the choice is not of it, and what is gone leaves it', () => {
  const [first, second] = [drafts(2), drafts(1)]
  const choice = choiceOf(first)

  expect(chosenOf([...second, ...first], choice)).toEqual(first)
  expect(chosenOf([...second, ...first.slice(1)], choice)).toEqual(first.slice(1))
})

test('what is rewritten after it was chosen leaves the choice until it is chosen as it is now', () => {
  const [kept, before] = drafts(2)
  if (!kept || !before) throw new Error('there are two')
  const rewritten = { ...before, revision: 2 }
  const now = [kept, rewritten]
  const choice = choiceOf([kept, before])

  expect(chosenOf(now, choice)).toEqual([kept])
  expect(now.map((one) => isOvertaken(one, choice))).toEqual([false, true])

  const again = withOne(choice, rewritten, true)
  expect(chosenOf(now, again)).toEqual(now)
  expect(isOvertaken(rewritten, again)).toBe(false)
  expect(chosenOf(now, withOne(again, kept, false))).toEqual([rewritten])
})
