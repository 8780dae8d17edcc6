import { type Simulation, simulate } from '@hilo/sdk/testing'
import { describe, expect, test } from 'vitest'
import backend, { type Config } from './backend.ts'

const pizzeria = {
  business: 'Pizzería Nápoli',
  ordersUrl: 'https://napoli.example.com/api',
  currency: 'UYU',
  minimum: 500,
  products: [
    { id: 'margherita', label: 'Margherita', price: 420 },
    { id: 'faina', label: 'Fainá', price: 90 },
  ],
}

const florist = {
  business: 'Green Leaf',
  ordersUrl: 'https://greenleaf.example.com/api',
  currency: 'GBP',
  products: [{ id: 'tulips', label: 'Tulips', price: 12.5 }],
}

type Client = { config: Partial<Config>; locale: string; steps?: Record<string, () => unknown> }

function begin({ config, locale, steps = { 'place the order': () => ({ number: 'A-17' }) } }: Client) {
  return simulate(backend, { config, secrets: { ORDERS_TOKEN: 'test' }, contact: { locale }, steps })
}

async function saysAll(t: Simulation<Config>, ...texts: string[]): Promise<void> {
  for (const text of texts) await t.says(text)
}

describe('the pizzeria', () => {
  test('takes an order of enough, in Spanish', async () => {
    const t = begin({ config: pizzeria, locale: 'es-UY' })
    await saysAll(t, 'hola', 'margherita', 'una (1)')
    t.expect(/^Llevamos a partir de .*500,00.*\. ¿Qué más agregamos\?$/)
    await saysAll(t, 'fainá', '2', 'eso es todo', 'Rincón 123')
    t.expect(/^1 x Margherita\n2 x Fainá\nTotal: .*600,00.*\nPara: Rincón 123\n¿Lo pedimos\?$/)
    await t.presses('Sí, pedirlo')
    t.expect('¡Listo! Tu pedido es el A-17.')

    expect(t.outcome).toBe('ordered')
  })
})

describe('the florist', () => {
  test('takes any order, in English', async () => {
    const t = begin({ config: florist, locale: 'en-GB' })
    await saysAll(t, 'hi', 'tulips', 'a few')
    t.expect('A number, please.')
    await t.says('10')
    t.expect('That is £125.00. Anything else?')
    await saysAll(t, 'that is all', '1 High Street', 'yes')

    t.expect('Done! Your order is A-17.')
  })

  test('places nothing for who changes their mind', async () => {
    const t = begin({ config: florist, locale: 'en' })
    await saysAll(t, 'hi', 'tulips', '1', 'that is all', '1 High Street', 'no, thank you')

    t.expect('All right, I am not ordering anything. Write to me whenever you like.')
    expect(t.steps).toEqual([])
  })

  test('places it under one key, however often that is tried', async () => {
    let failures = 2
    const placing = () => {
      if (failures-- > 0) throw new Error('The order service answered 503.')
      return { number: 'A-18' }
    }
    const t = begin({ config: florist, locale: 'en', steps: { 'place the order': placing } })
    await saysAll(t, 'hi', 'tulips', '1', 'that is all', '1 High Street', 'yes')

    t.expect('Done! Your order is A-18.')
    expect(t.steps).toHaveLength(3)
    expect(new Set(t.steps.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
  })

  test('gives the order to people when it cannot be placed', async () => {
    const down = () => {
      throw new Error('The order service answered 503.')
    }
    const t = begin({ config: florist, locale: 'en', steps: { 'place the order': down } })
    await saysAll(t, 'hi', 'tulips', '1', 'that is all', '1 High Street', 'yes')

    t.expect('I have your order but cannot place it. Someone from the team will do it shortly.')
    expect(t.handoff?.summary).toBe('1 x Tulips; to 1 High Street')
  })

  test('is left at any question, by who cancels and by who wants a person', async () => {
    const t = begin({ config: florist, locale: 'en' })
    await saysAll(t, 'hi', 'tulips', '1', 'that is all', 'can I talk to someone?')
    expect(t.status).toBe('with people')
    await t.handBack()
    t.expect('Which address?')
    await t.says('cancel, please')

    expect(t.status).toBe('cancelled')
    expect(t.steps).toEqual([])
  })

  test('leaves who does not answer alone', async () => {
    const t = begin({ config: florist, locale: 'en' })
    await saysAll(t, 'hi', 'tulips')
    await t.advance('2 hours')

    t.expect(/^I'll leave it there for now/)
    expect(t.outcome).toBe('abandoned')
  })
})

test('a configuration without products is refused before anybody is asked', async () => {
  const t = begin({ config: { ...florist, products: [] }, locale: 'en' })

  await expect(t.says('hi')).rejects.toThrow('The configuration does not fit this backend.')
})
