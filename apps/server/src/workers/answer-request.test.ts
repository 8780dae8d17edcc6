import type { Content } from '@hilo/protocol'
import { expect, test } from 'vitest'
import type { AnswerInput, ReadMessage } from '../domain/ai-answer/load.ts'
import { waitsForWords } from './answer-request.ts'

const voice: Content = { type: 'media', kind: 'audio', voice: true }

function input(message: Partial<ReadMessage>, worded: AnswerInput['worded'] = ['audio']): AnswerInput {
  const usual = { seq: 2, author: 'contact', content: voice, at: new Date(), ageMs: 500 } as const
  const file = { fileStatus: 'stored', wordsStatus: 'due', words: null } as const
  return {
    ...{ inboxId: '', holder: 'ai', epoch: 1, lastInSeq: 2, handledSeq: 1, language: null, lately: 0 },
    ...{ handedBackSeq: 0, missed: 0, unhappyWith: null },
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
