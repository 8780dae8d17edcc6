import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { paintOn } from './paint.ts'

const painted = (isTTY: boolean, env = {}) =>
  paintOn({ stdout: Object.assign(new PassThrough(), { isTTY }), env })('red', 'failed')

test('colours are for a terminal, unless somebody wants none', () => {
  expect(painted(true)).toBe('\u001b[31mfailed\u001b[39m')
  expect(painted(false)).toBe('failed')
  expect(painted(true, { NO_COLOR: '1' })).toBe('failed')
})
