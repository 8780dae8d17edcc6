import { simulate } from '@hilo/sdk/testing'
import { type Simulators, startSimulators } from '@hilo/simulators'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import backend from './backend.ts'

let simulators: Simulators

beforeEach(async () => {
  simulators = await startSimulators()
})
afterEach(() => simulators.close())

function begin(locale = 'en', config: { hotFrom?: number } = {}) {
  return simulate(backend, {
    config: { crmUrl: simulators.crmUrl, ...config },
    secrets: { CRM_TOKEN: 'crm-token' },
    contact: { id: 'c-1', name: 'Ana', locale, phone: '59899123456' },
  })
}

const COLD = ['hi', 'I am just looking', 'Up to $5,000', 'Later', 'ana@example.com']
const HOT = ['hi', 'a kitchen', '3', 'this month', 'no']

describe('lead-qualification', () => {
  test('sends who is just looking to the CRM', async () => {
    const t = begin()
    for (const said of COLD) await t.says(said)
    t.expect('So: I am just looking, Up to $5,000, Later, ana@example.com. Is that right?')
    await t.presses('Yes, it is')
    t.expect('Thank you! We will send you ideas and prices these days.')

    expect(t.outcome).toBe('cold')
    expect(await simulators.crm.leads()).toEqual([
      {
        externalId: 'c-1',
        name: 'Ana',
        phone: '59899123456',
        email: 'ana@example.com',
        score: 10,
        answers: { need: 'looking', budget: 'low', start: 'later' },
      },
    ])
  })

  test('gives who is about to buy to people, with a summary, in Spanish', async () => {
    const t = begin('es-UY')
    await t.says('hola')
    await t.says('una cocina')
    expect(t.options).toEqual(['Hasta 5000\u00a0US$', 'Algo en el medio', 'Desde 15.000\u00a0US$'])
    for (const said of ['3', 'este mes', 'no', 'sí, está bien']) await t.says(said)
    t.expect('¡Gracias! Le paso todo a una persona del equipo. Enseguida te escribe.')

    expect(t.handoff).toEqual({
      reason: 'About to buy.',
      summary: 'Score 100 of 100. need: kitchen, budget: high, start: month, email: not told.',
    })
    expect(await simulators.crm.leads()).toEqual([])
    await t.handBack()
    t.expect('Si cambia algo en tu proyecto, escríbeme.')
  })

  test('calls hot what its configuration calls hot', async () => {
    const t = begin('en', { hotFrom: 10 })
    for (const said of [...COLD, 'yes, it is']) await t.says(said)

    expect(t.handoff?.reason).toBe('About to buy.')
  })

  test('lets the contact change what they said, and keeps the last of it', async () => {
    const t = begin()
    for (const said of [...HOT, 'let me change it']) await t.says(said)
    t.expect(/What would you like to renovate\?$/)
    for (const said of [...COLD.slice(1), 'yes, it is']) await t.says(said)

    expect(await simulators.crm.leads()).toMatchObject([{ score: 10 }])
  })

  test('reads an address among words, and asks again for what is none', async () => {
    const t = begin()
    for (const said of [...COLD.slice(0, 4), 'my mail']) await t.says(said)
    t.expect('I cannot read that address. Write all of it, or say "no".')
    await t.says('sure: ana@example.com')

    t.expect(/Later, ana@example\.com\. Is that right\?$/)
  })

  test('keeps what was told when the contact stops answering', async () => {
    const t = begin()
    for (const said of ['hi', 'a bathroom']) await t.says(said)
    await t.advance('1 day')

    t.expect()
    expect(t.outcome).toBe('abandoned')
    expect(await simulators.crm.leads()).toMatchObject([{ score: 20, answers: { need: 'bathroom' } }])
  })

  test('gives who is about to buy to people also when they stop before the end', async () => {
    const t = begin()
    for (const said of HOT.slice(0, 4)) await t.says(said)
    await t.advance('1 day')

    expect(t.handoff?.summary).toContain('Score 100')
  })

  test('keeps a lead once, under one key, when the CRM fails or its answer is lost', async () => {
    const t = begin()
    for (const said of COLD) await t.says(said)
    await simulators.crm.fail()
    await simulators.crm.fail({ kind: 'lose_answer' })
    await t.says('yes, it is')

    t.expect(/^Thank you!/)
    expect(await simulators.crm.calls()).toMatchObject([{ calls: 2 }])
  })

  test('gives a lead to people when the CRM stays down, so that none is lost', async () => {
    const t = begin()
    for (const said of COLD) await t.says(said)
    await simulators.crm.fail({ times: 5 })
    await t.says('yes, it is')

    t.expect(/^Thank you! I am passing all of it on/)
    expect(t.handoff?.reason).toBe('Could not be kept in the CRM.')
    expect(t.handoff?.summary).toMatch(/Score 10 of 100.*ana@example\.com.*\nNot in the CRM: .*503/)
  })
})
