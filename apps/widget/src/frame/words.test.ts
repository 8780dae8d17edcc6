import { expect, test } from 'vitest'
import { chooseLocale, wordsIn } from './words.ts'

test('the first wish that is spoken here wins', () => {
  expect(chooseLocale(['', 'de-DE', 'pt-BR', 'es'])).toBe('pt-BR')
  expect(chooseLocale([undefined, 'ES'])).toBe('ES')
  expect(wordsIn('ES').send).toBe('Enviar')
})

test('a wish that is no locale is none', () => {
  expect(chooseLocale(['es-!', 'esperanto', 'constructor'])).toBe('en')
  expect(wordsIn('__proto__').send).toBe('Send')
})
