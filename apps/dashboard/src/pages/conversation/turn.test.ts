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
  expect(turnWords(aConversation({ holder: 'backend' }), { run: WAITING, answersBy: 'backend' }, en)).toEqual(
    {
      now: 'table-booking has the turn.',
      next: 'If you take over, it falls silent until you hand back.',
    },
  )
})

test.each([
  ['on hand-back', 'If you take over, it falls silent until you hand back.'],
  ['never', 'If you take over, its run ends. After you hand back, the next message starts another.'],
  [
    { afterSilenceMs: 1_800_000 },
    'If you take over, it falls silent until you hand back, or nobody has written for 30m.',
  ],
] as const)('says what taking over will do where the rule is %j', (resume, next) => {
  const run = aRun({ ...WAITING, resume })

  expect(turnWords(aConversation({ holder: 'backend' }), { run: run, answersBy: 'backend' }, en).next).toBe(
    next,
  )
})

test('says after how long a silence the question comes by itself', () => {
  const run = aRun({ ...WAITING, resume: { afterSilenceMs: 1_800_000 } })

  expect(turnWords(aConversation({ holder: 'human' }), { run: run, answersBy: 'backend' }, en).next).toBe(
    'Hand back and table-booking asks again: How many people? (by itself after 30m without a message)',
  )
})

test('promises no such thing for what the code itself gave to people', () => {
  const waitingFor = WAITING.waitingFor && { ...WAITING.waitingFor, kind: 'hand_back', name: '' }
  const run = aRun({ waitingFor, resume: { afterSilenceMs: 1_800_000 } })

  expect(turnWords(aConversation({ holder: 'human' }), { run: run, answersBy: 'backend' }, en).next).toBe(
    'Hand back and table-booking continues.',
  )
})

test('says which question comes again when people hand back', () => {
  expect(turnWords(aConversation({ holder: 'human' }), { run: WAITING, answersBy: 'backend' }, en).next).toBe(
    'Hand back and table-booking asks again: How many people?',
  )
})

test('does not promise that a finished run continues', () => {
  expect(
    turnWords(aConversation({ holder: 'human' }), { run: aRun({ status: 'done' }), answersBy: 'backend' }, en)
      .next,
  ).toBe('Hand back and the next message starts the micro-backend.')
})

test('shows why a micro-backend handed over', () => {
  const conversation = aConversation({ holder: 'human', handoffReason: 'Asked for a person' })

  expect(turnWords(conversation, { run: undefined, answersBy: 'backend' }, en).now).toBe(
    'Handed to people: Asked for a person',
  )
})

test('says what follows where AI answers, and why it handed over', () => {
  const told = (conversation: Parameters<typeof aConversation>[0]) =>
    turnWords(aConversation(conversation), { run: undefined, answersBy: 'ai' }, en)

  expect(told({ holder: 'ai' })).toEqual({
    now: 'AI has the turn.',
    next: 'If you take over, it falls silent until you hand back.',
  })
  expect(told({ holder: 'nobody' }).next).toBe('AI answers the contact’s next message.')
  expect(told({ holder: 'human', handoffReason: 'no_evidence' })).toEqual({
    now: 'AI handed it to people: too little was found in the articles to answer it',
    next: 'Hand back and AI answers, also what was asked last.',
  })
})

test('promises nothing where people answer alone', () => {
  const told = turnWords(aConversation({ holder: 'human' }), { run: undefined, answersBy: 'people' }, en)

  expect(told).toEqual({ now: 'People have the turn.', next: null })
})
