import { expect, test } from 'vitest'
import { isLanguage } from './is-language.ts'

test('a language that there is has a code, alone or with a place', () => {
  expect(['es', 'pt-BR', 'es_UY', 'fil', 'zh-Hant-TW'].filter((tag) => !isLanguage(tag))).toEqual([])
})

test('a name of a language is no code of one, nor is what nobody speaks', () => {
  expect(['español', 'spanish', 'xx', 'e', '', 'es-'].filter(isLanguage)).toEqual([])
})
