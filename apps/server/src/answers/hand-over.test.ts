import { expect, test } from 'vitest'
import type { AnswerTurn } from './answer.ts'
import { summaryOf } from './hand-over.ts'

test('members read what the contact wanted, and not each code that was wrong', () => {
  const wrong: AnswerTurn[] = [
    { from: 'contact', text: '••••••' },
    { from: 'us', text: 'That is not the code.' },
  ]
  const turns: AnswerTurn[] = [
    { from: 'contact', text: 'Where is my order?' },
    { from: 'us', text: 'Please write your address.' },
    { from: 'contact', text: 'ana@example.com' },
    ...[...wrong, ...wrong, ...wrong, ...wrong],
    { from: 'contact', text: ' •••••• ' },
  ]

  const summary = summaryOf({ request: { turns } })
  expect(summary.map(({ text }) => text)).toEqual([
    ...['Where is my order?', 'Please write your address.', 'ana@example.com', 'That is not the code.'],
  ])
})
