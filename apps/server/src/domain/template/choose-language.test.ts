import { expect, test } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

const of = (...languages: string[]) => languages.map((language) => ({ language }))

test.each([
  ['the very one', of('es', 'es_AR', 'en_US'), ['es-AR', 'en'], 'es_AR'],
  ['the language without a country', of('es_MX', 'es', 'en_US'), ['es-UY'], 'es'],
  ['the language of another country', of('en_US', 'es_MX'), ['es-UY'], 'es_MX'],
  ['what the org speaks', of('pt_BR', 'es'), ['fr', 'es'], 'es'],
  ['whatever there is', of('pt_BR', 'es'), [null, 'fr'], 'pt_BR'],
])('takes %s', (_name, known, ...[wanted, language]) => {
  expect(chooseLanguage(known, wanted)?.language).toBe(language)
})

test('of none takes none', () => {
  expect(chooseLanguage([], ['es'])).toBeUndefined()
})
