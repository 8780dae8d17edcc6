import { expect, test } from 'vitest'
import { anEntry } from '../../testing/wire.ts'
import { errorOf, hasDetails, outcomeOf, questionOf, recordedValue, summaryOf } from './journal-entry.ts'

test('a step shows its result, or the error it ended with', () => {
  const done = anEntry('0001', { kind: 'step', value: { ok: [1, 2] } })
  const error = { name: 'TypeError', message: 'no', stack: 'TypeError: no\n    at book (booking.ts:3:4)' }
  const failed = anEntry('0001', { kind: 'step', value: { error } })

  expect([outcomeOf(done), recordedValue(done), errorOf(done)]).toEqual(['done', [1, 2], null])
  expect([outcomeOf(failed), recordedValue(failed), errorOf(failed)]).toEqual(['failed', undefined, error])
})

test('an answer that happens to have an error field did not fail', () => {
  expect(outcomeOf(anEntry('0001', { kind: 'answer', value: { error: 'typo' } }))).toBe('done')
})

test('nothing recorded is nothing to open; a result of null is something', () => {
  expect(hasDetails(anEntry('0001'))).toBe(false)
  expect(hasDetails(anEntry('0001', { kind: 'step', value: { ok: null } }))).toBe(true)
  expect(hasDetails(anEntry('0001', { kind: 'answer', input: 'Somos 4' }))).toBe(true)
})

test('an entry says its words, else the answer, else its name; a step has its name for a title', () => {
  const answer = { kind: 'answer', name: 'How many?', value: { messageId: 'm', answer: 4 } }

  expect(summaryOf(anEntry('0001', { text: 'Hello', name: 'greeting' }))).toBe('Hello')
  expect(summaryOf(anEntry('0001', answer))).toBe('4')
  expect(summaryOf(anEntry('0001', { ...answer, value: { choice: 'c1.0', title: 'Terrace' } }))).toBe(
    'Terrace',
  )
  expect(summaryOf(anEntry('0001', { ...answer, value: { answer: { at: 'noon' } } }))).toBe('How many?')
  expect(summaryOf(anEntry('0001', { kind: 'step', name: 'book' }))).toBeNull()
})

test('a question has the whole text that asked it; without one nothing that was said is shown', () => {
  const entries = [anEntry('0001', { text: 'How many are you?' }), anEntry('0002', { text: 'Hello' })]

  expect(questionOf('How many', entries)).toBe('How many are you?')
  expect(questionOf('', entries)).toBe('')
})
