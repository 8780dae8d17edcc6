import { simulate } from '@hilo/sdk/testing'
import { describe, expect, test } from 'vitest'
import bicycle from './bicycle.ts'
import damage from './damage.ts'
import habit from './habit.ts'
import kitchen from './kitchen.ts'
import offers from './offers.ts'
import pickup from './pickup.ts'
import visit from './visit.ts'

describe('bicycle', () => {
  const steps = { reserve: { id: 'R-1' }, 'undo reserve': null }

  test('answers something else, and puts its question again', async () => {
    const t = simulate(bicycle, { steps })
    await t.says('hello')
    await t.says('how much is it?')

    t.expect('An hour is 5 EUR, a day is 20 EUR.', 'Which size?')
  })

  test('undoes what it did for who cancels', async () => {
    const t = simulate(bicycle, { steps })
    await t.says('hello')
    await t.says('small')
    await t.says('cancel')

    expect(t.steps.map(({ name }) => name)).toEqual(['reserve', 'undo reserve'])
  })

  test('gives who asks for one to a person, and asks again when they hand back', async () => {
    const t = simulate(bicycle, { steps })
    await t.says('hello')
    await t.says('Can I talk to a human, please?')
    expect(t.status).toBe('with people')
    await t.handBack()

    t.expect('Which size?')
  })
})

test('pickup says its template in words where there are no templates', async () => {
  const t = simulate(pickup)
  await t.says('hello')
  await t.says('Ana')
  await t.advance('3 days')

  t.expect('Ana, your bicycle is ready. Please fetch it until Friday.')
})

test('visit is agreed on with a form, and with questions where there are none', async () => {
  const t = simulate(visit)
  await t.says('hello')
  await t.sends({ form: { day: 'soon', floor: 3 } })
  t.expect('Please choose a day in the form.')
  await t.sends({ form: { day: '2026-12-01', floor: 3 } })
  t.expect('We come on 2026-12-01, to floor 3.')
  expect(t.transcript).toContain('< When shall we come, and where to?\n  [Choose a day]')
  await expect(t.sends({ form: {} })).rejects.toThrow('There is no form to fill in')

  const web = simulate(visit, { contact: { channel: 'web' } })
  for (const said of ['hello', '2026-12-01', '3']) await web.says(said)
  web.expect('We come on 2026-12-01, to floor 3.')
})

test('kitchen takes a basket on WhatsApp, and words elsewhere', async () => {
  const t = simulate(kitchen)
  await t.says('hello')
  await t.says('soup')
  await t.sends({ order: { items: [{ productId: 'soup', quantity: 2, price: 4, currency: 'EUR' }] } })
  t.expect('Thank you! 2 soup.')

  const web = simulate(kitchen, { contact: { channel: 'web' } })
  await web.says('hello')
  web.expect(/^Lunch today\n\nWhat would you like.*\n\nHot\n- Soup, 4 EUR/, 'Write me what you would like.')
  await web.says('a soup')
  expect(web.handoff?.summary).toBe('a soup')
})

test('damage is told in a voice note, and shown', async () => {
  const t = simulate(damage)
  await t.says('hello')
  await t.sends({ audio: Buffer.from('sound'), words: 'Ana' })
  await t.sends({ image: Buffer.from('picture'), words: 'A dent in a door.' })

  t.expect('Thank you, Ana. We will write to you today.')
  expect(t.notes).toEqual(['A machine sees: A dent in a door.'])
})

test('habit counts over the months in a journal of a few entries', async () => {
  const t = simulate(habit, { timeZone: 'America/Montevideo', now: '2026-01-05T12:00:00Z' })
  await t.says('start')
  for (let day = 1; day <= 150; day++) {
    await t.advance('1 day')
    await t.says('yes')
    t.expect(`That makes ${day}.`)
  }

  expect(t.journal.length).toBeLessThan(10)
})

test.each([
  ['yes', 'opted in'],
  ['no', 'opted out'],
])('offers writes down what a contact says: %s', async (answer, is) => {
  const t = simulate(offers)
  await t.says('hello')
  await t.says(answer)

  expect(t.permissions).toEqual({ marketing: is })
})
