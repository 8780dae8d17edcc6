import { expect, test } from 'vitest'
import { errorSentence, failureOf } from '../whatsapp/errors.ts'
import { errorsOf } from './direct/errors.ts'
import { failureIn, sentenceIn } from './errors.ts'
import { translateReason } from './translate-reason.ts'

test('a stored reason is told in the language of the reader, by its sentence and not by its code', () => {
  const { reason } = failureOf(131026)
  const [plain, window] = [
    failureIn(errorsOf('Messenger'), 10),
    failureIn(errorsOf('Messenger'), 10, 2018278),
  ]

  expect(translateReason(reason, 'es')).toBe(errorSentence(131026, 'es'))
  expect(plain.code).toBe(window.code)
  expect(translateReason(window.reason, 'es')).toBe(
    sentenceIn(errorsOf('Messenger'), { code: 10, subcode: 2018278 }, 'es'),
  )
})

test('also that of a code which is on no list, and of a failure without one', () => {
  expect(translateReason(failureOf(987654).reason, 'es')).toBe('WhatsApp rechazó el mensaje (código 987654).')
  expect(translateReason(failureIn(errorsOf('Instagram'), undefined).reason, 'es')).toBe(
    'Instagram no dijo por qué falló el mensaje.',
  )
})

test('what no platform said has none', () => {
  expect(translateReason('The contact opted out.', 'es')).toBeNull()
  expect(translateReason('', 'es')).toBeNull()
})
