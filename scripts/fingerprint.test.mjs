import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintOf, hasStamp, writeStamp } from './fingerprint.mjs'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-fingerprint-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src', 'a.ts'), 'one')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('changes with a content, a name and a new file', () => {
  const before = fingerprintOf([folder])
  writeFileSync(join(folder, 'src', 'a.ts'), 'two')
  const edited = fingerprintOf([folder])
  writeFileSync(join(folder, 'src', 'b.ts'), '')
  const added = fingerprintOf([folder])

  expect(new Set([before, edited, added]).size).toBe(3)
})

test('does not change with what is generated', () => {
  const before = fingerprintOf([folder])
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist', 'a.js'), 'built')

  expect(fingerprintOf([folder])).toBe(before)
})

test('a stamp holds for its fingerprint only', () => {
  const stamp = join(folder, 'stamp')
  expect(hasStamp(stamp, 'a')).toBe(false)
  writeStamp(stamp, 'a')

  expect(hasStamp(stamp, 'a')).toBe(true)
  expect(hasStamp(stamp, 'b')).toBe(false)
})
