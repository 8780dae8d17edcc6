import { describe, expect, test } from 'vitest'
import { changeProfile, type Profile, platformNameOf, withPlatformName } from './contact.ts'

describe('a name that a micro-backend gave', () => {
  const given = changeProfile({ name: 'lin_88' }, { name: 'Lin Wei' })

  test('stays in front when the platform has a new one', () => {
    expect(withPlatformName(given, 'lin_89')).toEqual({ name: 'Lin Wei', platformName: 'lin_89' })
    expect(platformNameOf(given)).toBe('lin_88')
  })

  test('gives way to the platform’s when it is taken away', () => {
    expect(changeProfile(given, { name: null })).toEqual({ name: 'lin_88' })
  })
})

test.each<[string, Profile, Parameters<typeof changeProfile>[1], Profile]>([
  ['adds', {}, { attributes: { a: 1 } }, { attributes: { a: 1 } }],
  [
    'keeps what is not named',
    { name: 'L', attributes: { a: 1 } },
    { locale: 'es' },
    { name: 'L', locale: 'es', attributes: { a: 1 } },
  ],
  ['takes away', { locale: 'es', attributes: { a: 1 } }, { locale: null, attributes: { a: null } }, {}],
])('a change of a profile %s', (...[, before, changes, after]) => {
  expect(changeProfile(before, changes)).toEqual(after)
  expect(changeProfile(changeProfile(before, changes), changes)).toEqual(after)
})
