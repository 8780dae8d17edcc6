import type { InboxHealth } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { spokenHealth } from './spoken-health.ts'

const failed = (code: string, reason: string) => ({ code, reason, reasonEs: null, count: 1, lastAt: '' })

test('why sends failed is told in Spanish too: what the platform said, what was found here, and nothing else', () => {
  const failures = [
    failed('190', 'WhatsApp no longer accepts the access token. Connect the number again.'),
    failed('unreachable', 'The platform could not be reached.'),
    failed('of_tomorrow', 'Something new.'),
  ]

  expect(
    spokenHealth({ failures } as unknown as InboxHealth).failures.map(({ reasonEs }) => reasonEs),
  ).toEqual([
    'WhatsApp ya no acepta el token de acceso. Vuelve a conectar el número.',
    'No se pudo llegar a la plataforma.',
    null,
  ])
})
