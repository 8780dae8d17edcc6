import { simulate } from '@hilo/sdk/testing'
import backend from './first-table.ts'

// Runs under `node --test`, as `hilo test` starts it, and under Vitest.
const { test }: typeof import('node:test') = await import(process.env.VITEST ? 'vitest' : 'node:test')

test('books a table', async () => {
  const t = simulate(backend, { steps: { book: null } })
  await t.says('hello')
  t.expect('How many people?')
  await t.says('4')
  await t.presses('20:30')
  t.expect('A table for 4 at 20:30. See you then!')
})
