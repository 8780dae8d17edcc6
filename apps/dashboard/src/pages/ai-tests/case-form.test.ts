import type { TestWords } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { emptyTurn, typedOf, wordsOf } from './case-form.ts'

const EXPECT = { actions: [], reasons: [], says: [], saysNot: [], cites: [], calls: [], callsNot: [] }

test('a message of several lines stays one, beside others in a row and other ways of saying it', () => {
  const says = [['Hi,\n\nwhere is order 7?', 'It is late.'], ['Order 7?']]
  const words: TestWords = {
    ...{ name: 'order', language: null, inboxId: null, standIns: [] },
    turns: [{ says, only: null, expect: EXPECT }],
  }

  expect(wordsOf(typedOf(words))).toEqual(words)
})

test('a case without a name is called by the first line of what is said', () => {
  const typed = { ...typedOf(null), turns: [{ ...emptyTurn(0), says: [['Hi,\nis it open?']] }] }

  expect(wordsOf(typed).name).toBe('Hi,')
})
