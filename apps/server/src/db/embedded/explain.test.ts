import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { explainFailure } from './explain.ts'

const parent = mkdtempSync(join(tmpdir(), 'hilo-explain-'))
const folder = join(parent, 'postgres-18')
mkdirSync(folder)
afterAll(() => rmSync(parent, { recursive: true }))

test.each([
  ['FATAL:  could not write to file: No space left on device', /^There is no room left on the disk/],
  [
    'initdb: error: program "postgres" is needed by initdb but was not found',
    /^The PostgreSQL programs do not/,
  ],
  ['PANIC:  could not locate a valid checkpoint record', /is damaged: restore a backup/],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /not enough memory/],
])('%s', (output, sentence) => {
  expect(explainFailure(`LOG:  starting\n${output}\n`, folder)).toMatch(sentence)
})

test('the sentence ends with the words of PostgreSQL', () => {
  expect(explainFailure('2026-01-01 PANIC:  invalid checkpoint record', folder)).toMatch(
    /\(PostgreSQL: invalid checkpoint record\)$/,
  )
})

test('what is not recognised is quoted', () => {
  expect(explainFailure('FATAL:  something new', folder)).toBe(
    'PostgreSQL did not start: FATAL:  something new',
  )
})
