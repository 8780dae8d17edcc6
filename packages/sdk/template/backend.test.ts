import { equal } from 'node:assert/strict'
import { simulate } from '@hilo/sdk/testing'
import backend from './backend.ts'

// Runs under `node --test`, as `hilo test` starts it, and under Vitest.
const { test }: typeof import('node:test') = await import(process.env.VITEST ? 'vitest' : 'node:test')

test('takes an order', async () => {
  const t = simulate(backend, { steps: { 'place the order': { number: '42' } } })
  await t.says('hello')
  t.expect('Hi! How many coffees?')
  await t.says('a few')
  t.expect('A number from 1 to 9, please.')
  await t.says('2')
  t.expect('Which one?')
  await t.presses('Flat white')
  t.expect('2 × Flat white, order 42. It is ready in ten minutes!')
  equal(t.outcome, 'ordered')
})

test('waits for a day, and then gives up', async () => {
  const t = simulate(backend, { steps: {} })
  await t.says('hello')
  await t.says('2')
  await t.advance('1 day')
  equal(t.outcome, 'abandoned')
})
