import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines, withoutSame } from './diff-lines.ts'

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })

test('a difference tells both texts, whatever they are', () => {
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const diff = diffLines(old.join('\n'), now.join('\n'))
      const textOf = (left: 'added' | 'removed') =>
        diff.filter(({ type }) => type !== left).map(({ text }) => text)

      expect(textOf('added')).toEqual(old)
      expect(textOf('removed')).toEqual(now)
    }),
  )
})

test('one line that changed is two of the difference, with what is beside it', () => {
  const old = Array.from({ length: 9 }, (_, at) => `line ${at}`)
  const now = old.with(4, 'another')

  expect(withoutSame(diffLines(old.join('\n'), now.join('\n')))).toEqual([
    { type: 'skipped', count: 2 },
    ...['line 2', 'line 3'].map((text) => ({ type: 'same', text })),
    ...[
      { type: 'removed', text: 'line 4' },
      { type: 'added', text: 'another' },
    ],
    ...['line 5', 'line 6'].map((text) => ({ type: 'same', text })),
    { type: 'skipped', count: 2 },
  ])
})
