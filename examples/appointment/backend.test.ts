import { simulate } from '@hilo/sdk/testing'
import { type Simulators, startSimulators } from '@hilo/simulators'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import backend from './backend.ts'

/** A Monday, at noon in Montevideo, where the practice is. */
const NOW = '2026-11-23T15:00:00Z'

let simulators: Simulators

beforeEach(async () => {
  simulators = await startSimulators()
})
afterEach(() => simulators.close())

function begin(contact: { name?: string | null; locale?: string } = {}) {
  return simulate(backend, {
    config: { practiceUrl: simulators.appointmentsUrl },
    secrets: { PRACTICE_TOKEN: 'practice-token' },
    contact,
    timeZone: 'America/Montevideo',
    now: NOW,
  })
}

/** Somebody else takes a time. */
async function takeTime(startsAt: string): Promise<void> {
  await fetch(simulators.appointmentsUrl, {
    method: 'POST',
    headers: {
      authorization: 'Bearer practice-token',
      'content-type': 'application/json',
      'idempotency-key': startsAt,
    },
    body: JSON.stringify({ startsAt, name: 'Leo' }),
  })
}

/** Who has which appointment, as the practice sees it. */
async function standing(): Promise<string[]> {
  const list = await simulators.appointments.list()
  return list.map(({ name, startsAt, status }) => `${name} ${startsAt.slice(0, 16)} ${status}`)
}

/** A conversation that has booked a time, which waits for what comes. */
async function booked() {
  const t = begin()
  await t.says('hi')
  await t.presses('Wed 25, 09:00')
  return t
}

const WHEN = 'Wednesday 25 November at 09:00'

describe('booking', () => {
  test('offers the next free times by the clock of the practice, in Spanish', async () => {
    const t = begin({ locale: 'es-UY' })
    await t.says('hola')
    t.expect('¡Hola! Estos son los próximos turnos libres. ¿Cuál te queda bien?')
    expect(t.options.slice(0, 3)).toEqual(['lun 23, 15:00', 'lun 23, 16:30', 'mar 24, 09:00'])
    await t.says('el domingo')
    t.expect('Elige uno de estos turnos, por favor.')
    await t.presses('mié 25, 09:00')

    t.expect(
      'Listo: te esperamos el miércoles, 25 de noviembre, 09:00. Si necesitas cambiarlo, dímelo cuando ' +
        'quieras. El día antes te escribo.',
    )
    expect(await standing()).toEqual(['Ana 2026-11-25T09:00 booked'])
  })

  test('asks who it does not know for a name', async () => {
    const t = begin({ name: null })
    for (const said of ['hi', 'Leo']) await t.says(said)
    await t.presses('Tue 24, 11:00')

    expect(await standing()).toEqual(['Leo 2026-11-24T11:00 booked'])
  })

  test('offers others when the time has just gone', async () => {
    const t = begin()
    await t.says('hi')
    await takeTime('2026-11-24T11:00:00-03:00')
    await t.presses('Tue 24, 11:00')
    t.expect('Sorry, that one has just gone. Would one of these do?')
    expect(t.options).not.toContain('Tue 24, 11:00')
    await t.presses('Tue 24, 10:30')

    expect(await standing()).toEqual(['Leo 2026-11-24T11:00 booked', 'Ana 2026-11-24T10:30 booked'])
  })

  test('is done once, under one key, when the practice fails or its answer is lost', async () => {
    const t = begin()
    await t.says('hi')
    await simulators.appointments.fail()
    await simulators.appointments.fail({ kind: 'lose_answer' })
    await t.presses('Wed 25, 09:00')

    t.expect(/^All set/)
    expect(await simulators.appointments.calls()).toMatchObject([{ calls: 2 }])
  })

  test('is left to people when no time suits, or the practice stays down', async () => {
    const t = begin()
    await t.says('hi')
    await t.presses('None of these')
    t.expect('I am passing this on to the team. Someone will write to you shortly.')
    expect(t.handoff?.summary).toBe('None of the free times suits.')

    const down = begin()
    await simulators.appointments.fail({ times: 5 })
    await expect(down.says('hi')).rejects.toThrow("Step 'find times' failed after 5 attempts")
    expect(down.status).toBe('with people')
  })

  test('ends for who does not choose', async () => {
    const t = begin()
    await t.says('hi')
    await t.advance('3 days')

    t.expect(/^I'll leave it there for now/)
    expect(t.outcome).toBe('abandoned')
  })
})

describe('until the appointment', () => {
  test('asks the day before whether the contact comes, and then only waits for changes', async () => {
    const t = await booked()
    await t.advance('20 hours')
    t.expect()
    await t.advance('1 hour')
    t.expect(`A reminder of your appointment: ${WHEN}. Will you come?`)
    await t.says('yes')
    t.expect(`Thank you! See you on ${WHEN}.`)
    expect(await standing()).toEqual(['Ana 2026-11-25T09:00 confirmed'])
    await t.advance('23 hours')
    t.expect()
    expect(t.status).toBe('waiting')
    await t.advance('1 hour')

    expect(t.outcome).toBe('kept')
  })

  test('gives to people who does not answer the reminder', async () => {
    const t = await booked()
    await t.advance('27 hours')

    expect(t.handoff?.summary).toBe('Did not say whether they come: 2026-11-25T09:00:00-03:00.')
    expect(await standing()).toEqual(['Ana 2026-11-25T09:00 booked'])
  })

  test('says that it stands to who says something else', async () => {
    const t = await booked()
    await t.says('thanks!')

    t.expect(`Your appointment stands: ${WHEN}. To change it:`)
    expect(t.options).toEqual(['Change the time', 'Cancel it'])
  })

  test('moves it when the contact changes their mind, and reminds of the new time', async () => {
    const t = await booked()
    await t.advance('2 hours')
    await t.says('I want to change the time')
    t.expect('These are the free times. Which one would you like?')
    await t.presses('Wed 25, 09:30')
    t.expect('Done, I changed it: Wednesday 25 November at 09:30. I will write to you the day before.')
    expect(await standing()).toEqual(['Ana 2026-11-25T09:30 booked'])
    await t.advance('19 hours 30 minutes')

    t.expect('A reminder of your appointment: Wednesday 25 November at 09:30. Will you come?')
  })

  test.each(['Cancel it', 'I want to cancel, please'])('gives its time back for "%s"', async (said) => {
    const t = await booked()
    await t.advance('22 hours')
    await simulators.appointments.fail({ times: 2 })
    await t.says(said)

    t.expect('Cancelled. Write to me whenever you would like another appointment.')
    expect(await standing()).toEqual(['Ana 2026-11-25T09:00 cancelled'])
  })

  test('gives the conversation to a person for who asks for one, and then goes on waiting', async () => {
    const t = await booked()
    await t.says('can I talk to a person?')
    expect(t.handoff?.reason).toBe('The contact asked for a person.')
    await t.handBack()
    await t.advance('21 hours')

    t.expect(`A reminder of your appointment: ${WHEN}. Will you come?`)
  })

  test('keeps it, and the reminder, when the contact finds no better time or says no more', async () => {
    const t = await booked()
    await t.presses('Change the time')
    await t.presses('None of these')
    t.expect(`It stays as it was: ${WHEN}. I will write to you the day before.`)
    await t.presses('Change the time')
    await t.advance('47 hours')

    expect(await standing()).toEqual(['Ana 2026-11-25T09:00 booked'])
  })

  test('promises no reminder for a time within a day', async () => {
    const t = begin()
    await t.says('hi')
    await t.presses('Mon 23, 16:30')
    t.expect('All set: Monday 23 November at 16:30. If you need to change it, tell me at any time.')
    await t.advance('5 hours')

    t.expect()
    expect(t.outcome).toBe('kept')
  })
})
