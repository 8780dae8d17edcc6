import { simulate } from '@hilo/sdk/testing'
import { expect, test } from 'vitest'
import payment from './payment.ts'
import ticket from './ticket.ts'

const backends = { payment }

test('lets the payment talk, and goes on with what it returned', async () => {
  const t = simulate(ticket, { backends })
  await t.says('hello')
  await t.presses('Colonia')
  t.expect('That is 40 EUR.')
  await t.presses('By card')
  await t.says('123456')

  t.expect('Seat 14 to Colonia, R-123456.')
})

test('gives the seat back when the contact cancels the payment', async () => {
  const t = simulate(ticket, { backends })
  await t.says('hello')
  await t.presses('Colonia')
  await t.says('cancel')

  expect(t.steps.map(({ name }) => name)).toEqual(['hold a seat', 'undo hold a seat'])
  expect(t.status).toBe('cancelled')
})

test('cannot be played without what it calls', async () => {
  const t = simulate(ticket, {})
  await t.says('hello')

  await expect(t.presses('Colonia')).rejects.toThrow("The code calls 'payment', which is not given here")
})

test('asks again in the payment after people have handed back', async () => {
  const t = simulate(ticket, { backends })
  await t.says('hello')
  await t.presses('Colonia')
  t.takeOver()
  await t.handBack()
  t.expect('That is 40 EUR.')
  await t.presses('At the desk')

  t.expect('Pay at the desk, please.')
})
