import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { es } from '../../i18n/es.ts'
import { asText } from './as-text.ts'

test('each line of what is written says of what it is', () => {
  const words = { language: 'en', audience: 'public' as const, title: 'Where do boats stand?' }

  const written = { ...words, body: 'In the shed.\n\nBehind it too.', alternates: ['Boats?', 'Ships?'] }

  expect(asText(written, { said: en.knowledge, nameOf: () => 'English' })).toBe(
    [
      ...['Title: Where do boats stand?', 'Language: English', 'For whom: Public'],
      ...['Alternate question: Boats?', 'Alternate question: Ships?'],
      ...['Text:', 'In the shed.', '', 'Behind it too.'],
    ].join('\n'),
  )
  expect(asText(written, { said: es.knowledge, nameOf: () => 'Inglés' })).toContain(
    'Idioma: Inglés\nPara quién: Público\nPregunta alternativa: Boats?',
  )
})
