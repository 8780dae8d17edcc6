import { expect, test } from 'vitest'
import { wordsIn } from './fixed-words.ts'
import { proveWords } from './toolbox/prove-words.ts'

const ADDRESSES = [
  '(?:te|ti|tu|tus|tú|vos|usted|ustedes|contigo|le|les|su correo)',
  '(?:puedes|podés|podrías|quieres|querés|quiere|necesitas|necesites|necesita|eres|sos|esperas)',
  '(?:(?<!quién |se )escribe|escribí|escriba|escríb\\p{L}+|pregúnt\\p{L}+|pregunte)',
  '(?:míral\\p{L}+|dí\\p{L}+|inicia|ayudarte|ayudarle)',
]
const ADDRESSED = new RegExp(`(?<!\\p{L})(?:${ADDRESSES.join('|')})(?!\\p{L})`, 'iu')
/** To members, of a contact. */
const FOR_MEMBERS = new Set(['answered', 'offered', 'asked', 'heard'])

/** A title, or several; a language, or several. */
const PLACED = [['pt'], ['pt'], false]

/** All sentences, with something in their places. */
function sentencesOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return sentencesOf(words(...PLACED))
  return Object.entries(words as object).flatMap(([key, one]) =>
    FOR_MEMBERS.has(key) ? [] : sentencesOf(one),
  )
}

test('in Spanish nobody is tú, usted or vos, which are the tone of an org', () => {
  const { foreign, ...words } = wordsIn('es')
  const said = [foreign('pt'), ...sentencesOf(words), ...sentencesOf(proveWords('es'))]

  expect(said.length).toBeGreaterThan(50)
  expect(said.filter((one) => ADDRESSED.test(one))).toEqual([])
})
