import { describe, expect, test } from 'vitest'
import { deriveKeys } from './keys.ts'

const keys = deriveKeys('a secret of an installation')
const others = deriveKeys('the secret of another')

describe('a sealed credential', () => {
  test.each([
    ['a token', 'EAAG-token'],
    ['nothing', ''],
    ['emoji', 'Grüße 👋'],
    ['a long text', 'x'.repeat(10_000)],
  ])('comes back as it was: %s', (_what, plain) => {
    expect(keys.unseal(keys.seal(plain))).toBe(plain)
  })

  test('is opened by the same secret after a restart', () => {
    expect(deriveKeys('a secret of an installation').unseal(keys.seal('token'))).toBe('token')
  })

  test('is not opened by another secret', () => {
    expect(() => others.unseal(keys.seal('token'))).toThrow()
  })

  test('does not contain what it hides', () => {
    expect(keys.seal('token-in-plain-sight').includes('plain-sight')).toBe(false)
  })

  test('is different each time, so equal credentials do not look equal', () => {
    expect(keys.seal('token')).not.toEqual(keys.seal('token'))
  })

  test('is refused when any byte of it was changed', () => {
    const sealed = keys.seal('token')
    for (const place of sealed.keys()) {
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] ?? 0) ^ 1

      expect(() => keys.unseal(changed), `byte ${place}`).toThrow()
    }
  })

  test('is refused when it was cut short, its tag included', () => {
    const sealed = keys.seal('')
    for (let length = 0; length < sealed.length; length++) {
      expect(() => keys.unseal(sealed.subarray(0, length)), `${length} bytes`).toThrow()
    }
  })
})

describe('the secret of a micro-backend', () => {
  const place = { orgId: 'org-a', ownerId: 'booking', name: 'CALENDAR_TOKEN' }

  test('comes back at its own place, after a restart too', () => {
    const again = deriveKeys('a secret of an installation')

    expect(again.unsealSecret(place, keys.sealSecret(place, 'token'))).toBe('token')
    expect(keys.sealSecret(place, 'token')).not.toEqual(keys.sealSecret(place, 'token'))
  })

  test.each([
    ['org', { orgId: 'org-b' }],
    ['backend', { ownerId: 'orders' }],
    ['name', { name: 'OTHER' }],
  ])('is not opened when it was copied to another %s', (_what, elsewhere) => {
    const sealed = keys.sealSecret(place, 'token')

    expect(() => keys.unsealSecret({ ...place, ...elsewhere }, sealed)).toThrow()
  })

  test('is sealed with a key of its own, and not opened by another installation', () => {
    expect(() => keys.unseal(keys.sealSecret(place, 'token'))).toThrow()
    expect(() => others.unsealSecret(place, keys.sealSecret(place, 'token'))).toThrow()
  })
})

describe('the hash of an address', () => {
  const hash = keys.hashAddress('whatsapp', 'wa_id', '5491155550000')

  test('is the same for the same address, also after a restart', () => {
    const again = deriveKeys('a secret of an installation')

    expect(again.hashAddress('whatsapp', 'wa_id', '5491155550000')).toEqual(hash)
    expect(hash).toHaveLength(32)
  })

  test.each([
    ['value', keys.hashAddress('whatsapp', 'wa_id', '5491155550001')],
    ['kind', keys.hashAddress('whatsapp', 'bsuid', '5491155550000')],
    ['channel', keys.hashAddress('messenger', 'wa_id', '5491155550000')],
    ['installation', others.hashAddress('whatsapp', 'wa_id', '5491155550000')],
  ])('is another one for another %s', (_what, other) => {
    expect(other).not.toEqual(hash)
  })

  test('does not mistake the end of one part for the beginning of the next', () => {
    expect(keys.hashAddress('web', 'visitor', '1')).not.toEqual(keys.hashAddress('web', 'visito', 'r1'))
  })
})

test('the secret of the sign-in is its own and stays the same', () => {
  expect(deriveKeys('a secret of an installation').authSecret).toBe(keys.authSecret)
  expect(others.authSecret).not.toBe(keys.authSecret)
  expect(Buffer.from(keys.authSecret, 'base64url')).toHaveLength(32)
})
