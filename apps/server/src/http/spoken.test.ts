import { errorSentence } from '@hilo/channels'
import { expect, test } from 'vitest'
import { REASONS, type ReasonName, reasonOf } from '../domain/reason/reasons.ts'
import { inSpanish } from './spoken.ts'

test.each(Object.keys(REASONS) as ReasonName[])('the reason “%s” is told in Spanish', (name) => {
  const told = inSpanish(reasonOf(name, 'ECONNRESET'))

  expect(told).toBe(REASONS[name].es.replace('{detail}', 'ECONNRESET'))
  expect(told).not.toBe(REASONS[name].en)
})

test('so is what a platform or a channel said, and nothing else', () => {
  expect(inSpanish(errorSentence(190))).toBe(
    'WhatsApp ya no acepta el token de acceso. Vuelve a conectar el número.',
  )
  expect(inSpanish('Messenger takes files of this kind up to 25 MB.')).toBe(
    'Messenger acepta archivos de este tipo de hasta 25 MB.',
  )
  expect(inSpanish('HTTP 502 with an unreadable body')).toMatch(/^La plataforma respondió HTTP 502 /)
  expect([
    inSpanish('Something new.'),
    inSpanish('The (platform could not be reached.'),
    inSpanish(null),
  ]).toEqual([...[null, null, null]])
})
