import { simulate } from '@hilo/sdk/testing'
import { test } from 'vitest'
import backend from './first-table.ts'

test('books a table', async () => {
  const t = simulate(backend, { steps: { book: null } })
  await t.says('hello')
  t.expect('How many people?')
  await t.says('4')
  await t.presses('20:30')
  t.expect('A table for 4 at 20:30. See you then!')
})
