import { expect, test } from 'vitest'
import { askingPart } from './asking-part.ts'
import { languageOfTalk, smallTalkIn } from './small-talk.ts'

test.each([
  ['Hello!', 'greeting'],
  ['Hola, ¿cómo estás?', 'greeting'],
  ['Boa tarde', 'greeting'],
  ['Muchas gracias!', 'thanks'],
  ['ok thanks, that helped', 'thanks'],
  ['Perfeito, obrigado', 'thanks'],
  ['ok perfecto, gracias por la info', 'thanks'],
  ['Thank you so much. Great, thanks for your help!', 'thanks'],
  ['Obrigada pela informação', 'thanks'],
  ['👍', 'thanks'],
  ['Ok', 'understood'],
  ['no thanks', 'understood'],
  ['No, gracias', 'understood'],
  ["that's useless", 'unhappy'],
  ['Gracias, pero no sirve para nada', 'unhappy'],
  ['Eso no es lo que pregunté', 'unhappy'],
  ["that doesn't help", 'unhappy'],
  ['Thanks, but that is not what I asked', 'unhappy'],
  ['não era isso', 'unhappy'],
  ['👎', 'unhappy'],
])('%s: %s', (text, kind) => {
  expect(smallTalkIn(text)).toBe(kind)
})

test.each([
  'Hello, how do I return a jacket?',
  'gracias, y cuánto cuesta el envío',
  'gracias por la info, y cuánto cuesta el envío',
  'gracias por la información del horario de mañana',
  'info, gracias',
  'good morning is the shop open',
  'Why does it not work?',
  'It does not turn on and the light is red, it began on Monday after the update that you sent me',
  'Mi pedido no sirve',
  'the app is useless, it does not let me cancel',
  'La app no sirve para nada, no me deja cancelar',
  'ok 4',
  '🤔',
])('%s may be a question', (text) => {
  expect(smallTalkIn(text)).toBeNull()
})

test.each([
  ['Hola!', 'es'],
  ['Olá', 'pt'],
  ['hi there', 'en'],
  ['👍', null],
])('%s is said in %s', (text, language) => {
  expect(languageOfTalk(text)).toBe(language)
})

test.each([
  ['Hello, how long does shipping take?', 'how long does shipping take?'],
  ['¡Hola! ¿Qué tal? ¿Cuánto cuesta el envío, por favor?', '¿Cuánto cuesta el envío?'],
  ['¿Hola, cuánto cuesta el envío?', '¿cuánto cuesta el envío?'],
  ['¡Hola! ¿Qué tal? Cuánto cuesta el envío?', 'Cuánto cuesta el envío?'],
  ['Bom dia, vocês abrem hoje?', 'vocês abrem hoje?'],
  ['Highlights of the tour', 'Highlights of the tour'],
  ['Hello', 'Hello'],
])('%s asks: %s', (text, part) => {
  expect(askingPart(text)).toBe(part)
})
