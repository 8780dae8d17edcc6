import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { es } from '../../i18n/es.ts'
import { summaryText } from './summary-text.ts'

const TURNS = [
  { from: 'contact' as const, text: 'Is it open?' },
  { from: 'us' as const, text: 'Until 18:00.' },
]

test('what was said before a hand-over is told in the language of who reads it', () => {
  expect(summaryText(TURNS, en)).toBe('Asked: Is it open?\nAnswered: Until 18:00.')
  expect(summaryText(TURNS, es)).toBe('Preguntó: Is it open?\nSe le respondió: Until 18:00.')
  const heard = [{ from: 'contact' as const, text: 'Is it open?', by: 'voice' as const }]
  expect(summaryText(heard, en)).toBe('Said in a voice note, as a machine heard it: Is it open?')
  const told = [{ from: 'us' as const, text: 'I am not sure.', offered: ['Parking'] }]
  expect(summaryText(told, en)).toBe('Not answered. Offered: “Parking”, a person')
  expect(summaryText([{ from: null, text: 'Asked: Is it open?' }], es)).toBe('Asked: Is it open?')
})
