import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { generateKey, readKey } from './format.ts'

test('a key names its org, and shows how it begins and ends', () => {
  const orgId = newId()
  const key = generateKey(orgId)
  const secret = key.split('_')[2] as string

  expect(key).toMatch(/^hilo_[a-z2-7]{26}_[a-z2-7]{32}$/)
  expect(readKey(key)).toEqual({ orgId, prefix: secret.slice(0, 6), lastFour: secret.slice(-4) })
})

test('two keys of an org differ', () => {
  const orgId = newId()

  expect(generateKey(orgId)).not.toBe(generateKey(orgId))
})

test.each([
  ['nothing', ''],
  ['a word', 'hilo'],
  ['another product', `ghp_${'a'.repeat(26)}_${'a'.repeat(32)}`],
  ['letters that no key has', `hilo_${'1'.repeat(26)}_${'a'.repeat(32)}`],
  ['upper case', `HILO_${'A'.repeat(26)}_${'A'.repeat(32)}`],
  ['a line more', `${generateKey(newId())}\n`],
  ['a quote', `hilo_${'a'.repeat(25)}'_${'a'.repeat(32)}`],
])('%s is no key', (_what, text) => {
  expect(readKey(text)).toBeNull()
})
