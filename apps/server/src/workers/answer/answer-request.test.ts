import type { Content } from '@hilo/protocol'
import { expect, test } from 'vitest'
import type { AnswerInput } from '../../domain/ai-answer/load.ts'
import type { ReadMessage } from '../../domain/ai-answer/messages.ts'
import { isPeoples, readOf, waitsForWords } from './answer-request.ts'

const voice: Content = { type: 'media', kind: 'audio', voice: true }

function input(message: Partial<ReadMessage>, worded: AnswerInput['worded'] = ['audio']): AnswerInput {
  const usual = { seq: 2, author: 'contact', content: voice, at: new Date(), ageMs: 500 } as const
  const file = { fileStatus: 'stored', wordsStatus: 'due', words: null, offered: null } as const
  return {
    ...{ inboxId: '', holder: 'ai', epoch: 1, lastInSeq: 2, handledSeq: 1, language: null, lately: 0 },
    ...{ handedBackSeq: 0, handedOffSeq: 0, leftOpen: 0, unhappyWith: null, tags: [] },
    isLeftByHours: false,
    ...{ worded, messages: [{ ...usual, ...file, ...message }] },
  }
}

test.each<[string, Partial<ReadMessage>, boolean]>([
  ['its words are being written', {}, true],
  ['its bytes are not here yet', { fileStatus: 'due', wordsStatus: null }, true],
  ['nobody could read it', { wordsStatus: 'failed' }, false],
  ['there are words', { wordsStatus: 'done', words: 'Hello' }, false],
  ['it has been waited for long enough', { ageMs: 12_001 }, false],
  ['people have answered it', { seq: 1 }, false],
  [
    'it is no voice note',
    { content: { type: 'text', text: 'Hi' }, fileStatus: null, wordsStatus: null },
    false,
  ],
])('of a voice note of which %s', (_, message, waits) => {
  expect(waitsForWords(input(message))).toBe(waits)
})

test('a file that nobody puts into words is not waited for', () => {
  expect(waitsForWords(input({ fileStatus: 'due', wordsStatus: null }, ['image']))).toBe(false)
})

type Said = [author: 'contact' | 'ai', text: string]

/** A conversation that AI gave to people after its second message, and that is handed back after the last. */
function handedBack(...said: Said[]): AnswerInput {
  const messages = said.map(([author, text], at): ReadMessage => {
    const content: Content = { type: 'text', text }
    const file = { fileStatus: null, wordsStatus: null, words: null, offered: null }
    return { seq: at + 1, author, content, at: new Date(), ageMs: 0, ...file }
  })
  const lastInSeq = said.findLastIndex(([author]) => author === 'contact') + 1
  const seqs = { lastInSeq, handledSeq: 0, handedOffSeq: 2, handedBackSeq: said.length }
  return { ...input({}), ...seqs, messages }
}

const MISSED: Said[] = [
  ['contact', 'Do you rent boats?'],
  ['ai', 'I do not know.'],
]

test('what a contact asked who waited for people is asked still, whatever they were told meanwhile', () => {
  const nudged = handedBack(
    ...MISSED,
    ['contact', 'And vouchers?'],
    ['ai', 'They know.'],
    ['contact', 'hello??'],
  )

  expect(readOf(nudged)).toBe('And vouchers?\nhello??')
  expect(readOf(handedBack(...MISSED))).toBe('Do you rent boats?')
})

test('who called for people while they waited is not given to them again', () => {
  const called = handedBack(...MISSED, ['contact', 'I want to talk to a person'], ['ai', 'They know.'])

  expect(isPeoples({ ...called, handledSeq: 2 })).toBe(true)
  expect(isPeoples({ ...called, handledSeq: 2, lastInSeq: 5 })).toBe(false)
})
