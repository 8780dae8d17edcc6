import { simulate } from '@hilo/sdk/testing'
import { expect, test } from 'vitest'
import parcel from './parcel.ts'

const steps = {
  price: { text: '8 EUR' },
  tomorrow: { text: 'picked up tomorrow' },
  'send for it': { id: 'P-1' },
}

function begin() {
  const config = { api: 'https://parcels.example.com' }
  return simulate(parcel, { config, secrets: { PARCEL_TOKEN: 'test' }, steps })
}

test('waits, hands over, and goes on when people hand back', async () => {
  const t = begin()
  await t.says('hello')
  await t.presses('Up to 2 kg')
  t.expect('That is 8 EUR, picked up tomorrow. Whose name is on the door?')
  await t.advance('2 hours')
  t.expect('Someone is coming tomorrow.')
  await t.says('thanks')
  t.expect()
  await t.advance('26 hours')
  t.expect('Was it picked up?')
  await t.says('no')
  t.expect('Sorry! Someone from the team is looking into it.')
  expect(t.handoff?.summary).toBe('Pickup P-1, Up to 2 kg.')
  await t.says('still nothing')
  t.expect()
  await t.handBack()

  t.expect('Thank you for your patience.')
})

test('asks again after a hand-back, and takes what people were told for no answer', async () => {
  const t = begin()
  await t.says('hello')
  t.takeOver()
  await t.says('up to 2 kg')
  t.expect()
  await t.handBack()

  t.expect('How heavy is it?')
})

test('fails with the reason when nobody answers in time and the code says nothing of it', async () => {
  const t = begin()
  for (const said of ['hello', 'up to 2 kg', 'Ana']) await t.says(said)
  await t.advance('26 hours')

  await expect(t.advance('1 day')).rejects.toThrow("The contact did not answer 'Was it picked up?' in time")
  expect(t.status).toBe('with people')
})
