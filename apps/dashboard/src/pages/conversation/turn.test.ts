import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { aConversation, aRun } from '../../testing/wire.ts'
import { turnWords } from './turn.ts'

const WAITING = aRun({
  waitingFor: {
    kind: 'message',
    name: 'How many people?',
    dueAt: null,
    position: '0001',
    attempts: null,
    error: null,
    stack: null,
    source: null,
  },
})

test('says what taking over will do', () => {
  expect(turnWords(aConversation({ holder: 'backend' }), WAITING, en)).toEqual({
    now: 'table-booking has the turn.',
    next: 'If you take over, it falls silent until you hand back.',
  })
})

test('says which question comes again when people hand back', () => {
  expect(turnWords(aConversation({ holder: 'human' }), WAITING, en).next).toBe(
    'Hand back and table-booking asks again: How many people?',
  )
})

test('does not promise that a finished run continues', () => {
  expect(turnWords(aConversation({ holder: 'human' }), aRun({ status: 'done' }), en).next).toBe(
    'Hand back and the next message starts the micro-backend.',
  )
})

test('shows why a micro-backend handed over', () => {
  const conversation = aConversation({ holder: 'human', handoffReason: 'Asked for a person' })

  expect(turnWords(conversation, undefined, en).now).toBe('Handed to people: Asked for a person')
})
