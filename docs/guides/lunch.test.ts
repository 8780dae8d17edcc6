import { simulate } from '@hilo/sdk/testing'
import { expect, test } from 'vitest'
import backend from './lunch.ts'

const steps = { order: { id: 'o1' }, 'undo order': null }

async function order() {
  const t = simulate(backend, { steps, now: '2026-03-02T10:00:00Z', timeZone: 'Europe/Lisbon' })
  await t.says('hello')
  await t.presses('Soup')
  await t.presses('12:30')
  t.expect(/^Soup at 12:30: order o1/)
  return t
}

test('orders again and again', async () => {
  const t = await order()
  await t.advance('3 hours')
  t.expect('Your order is ready.', 'Enjoy your meal! And tomorrow?')
  await t.presses('Yes')
  t.expect('What would you like?')
  await t.presses('Rice')
  await t.presses('Another dish')
  t.expect('What would you like?')
})

test('undoes an order that is cancelled before it is eaten', async () => {
  const t = await order()
  await t.says('prices')
  t.expect('Every dish costs 8.')
  await t.says('cancel')

  t.expect('Done, it is cancelled.')
  expect(t.steps.map(({ name }) => name)).toEqual(['order', 'undo order'])
})
