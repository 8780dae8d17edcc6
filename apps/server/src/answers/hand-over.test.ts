import type { ExceptionalDay } from '@hilo/protocol'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AnswerTurn } from './answer.ts'
import { summaryOf, summaryText, withHours } from './hand-over.ts'

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

// The 28th of November 2026 is a Saturday.
describe('on the day itself its weekday or date is said too, for who reads it another day', () => {
  afterEach(() => vi.useRealTimers())

  const told = (language: string, days: readonly ExceptionalDay[]) => {
    vi.useFakeTimers({ now: new Date('2026-11-28T08:00:00Z') })
    const hours = [1, 6].map((weekday) => ({ weekday, from: 540, to: 720 }))
    return withHours({ request: { instructions: { hours } }, org: { timeZone: 'UTC' }, days }, language, '—')
  }

  test.each([
    ['en', '— The team is here again today, Saturday, at 9:00 AM.'],
    ['es', '— El equipo vuelve hoy, sábado, a las 9:00.'],
    ['pt', '— A equipe volta hoje, sábado, às 9:00.'],
  ])('%s: %s', (language, text) => {
    expect(told(language, [])).toBe(text)
  })

  test.each([
    ['en', '— We are closed today, November 28. The team is here again on Monday, November 30 at 9:00 AM.'],
    ['es', '— Hoy, 28 de noviembre, no atendemos. El equipo vuelve el lunes 30 de noviembre a las 9:00.'],
    ['pt', '— Hoje, 28 de novembro, não atendemos. A equipe volta segunda-feira, 30 de novembro às 9:00.'],
  ])('%s: %s', (language, text) => {
    expect(told(language, [{ day: '2026-11-28', name: 'Closed', hours: [] }])).toBe(text)
  })
})
