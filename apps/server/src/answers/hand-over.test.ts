import { expect, test } from 'vitest'
import type { AnswerTurn } from './answer.ts'
import { summaryOf, summaryText } from './hand-over.ts'

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

test('members read what was asked and offered before the button for a person was pressed', () => {
  const asked: AnswerTurn = { from: 'contact', text: 'Do you sell llamas?' }
  const told: AnswerTurn = { from: 'us', text: 'I am not sure. This may help:', offered: ['Jackets'] }
  const press: AnswerTurn = { from: 'contact', text: 'Talk to a person' }

  const summary = summaryOf({ request: { turns: [asked, told, press] } })
  expect(summary).toEqual([asked, told])
  expect(summaryText(summary, 'en')).toBe(
    'Asked: Do you sell llamas?\nNot answered. Offered: “Jackets”, a person',
  )
  // Who begins with it has said nothing else.
  expect(summaryOf({ request: { turns: [press] } })).toEqual([press])
})

test('of a long conversation members read what was asked from its beginning on', () => {
  const talk = (question: string): AnswerTurn[] => [
    { from: 'contact', text: question },
    { from: 'us', text: 'An answer.' },
  ]
  const questions = ['Do you deliver?', 'Thanks!', 'Is there parking?', 'A', 'B', 'C'].flatMap(talk)
  const turns = [...questions, { from: 'contact' as const, text: `Do you ${'really '.repeat(99)}bake?` }]

  const summary = summaryOf({ request: { turns } }).map(({ text }) => text)
  expect(summary.slice(0, 4)).toEqual(['Do you deliver?', 'Is there parking?', 'A', 'B'])
  expect(summary.at(-1)).toHaveLength(400)
})
