import { describe, expect, test } from 'vitest'
import { unspokenIn } from './unspoken.ts'

const asked =
  (language: string, ...questions: string[]) =>
  (text: string) =>
    unspokenIn(text, questions, language)
const BLEACHING = asked('es', '¿Cuanto sale el blanqueamiento?', '¿Cuanto dura el efecto?')
const PRICES = asked('es', '¿Cuánto sale el blanqueamiento?', '¿Cuánto sale la limpieza?')
const SATURDAYS = asked('es', '¿Atienden los sábados?', '¿Aceptan tarjeta?')
const PARKING = asked('en', 'Do you have parking?', 'How long does shipping take?')
const ROOMS = asked('pt', 'Quanto custa o quarto?', 'Aceitam cachorros?')
const GERMAN = asked('de', 'Habt ihr offen?', 'Was kostet das?')

describe('of several questions a text says nothing to the one', () => {
  test.each([
    ['El efecto dura de 1 a 2 años.', BLEACHING, 0],
    ['El blanqueamiento dura de 1 a 2 años.', BLEACHING, 0],
    ['El blanqueamiento sale $ 4.500.', BLEACHING, 1],
    ['Cuesta lo mismo que una limpieza.', BLEACHING, 1],
  ])('that asks for a price, or how long, of which it tells none: %s', (text, unspoken, at) => {
    expect(unspoken(text)).toEqual([at])
  })

  test.each([
    ['¡Claro! Los sábados atendemos de 9 a 13.', SATURDAYS, 1],
    ['Shipping takes 3 business days.', PARKING, 0],
    ['O quarto custa R$ 300.', ROOMS, 1],
    ['La limpieza sale $ 900.', PRICES, 0],
  ])('of which it has no word, while all of it is about the other: %s', (text, unspoken, at) => {
    expect(unspoken(text)).toEqual([at])
  })
})

describe('what it says may be', () => {
  test.each([
    ['an amount without a sign', 'Sale 4500 y el efecto dura 2 años.', BLEACHING],
    ['both in one sentence', 'Por $ 4.500, con efecto de 1 a 2 años.', BLEACHING],
    ['that it depends', 'Depende de cada caso: lo vemos en la consulta.', BLEACHING],
    ['in other words', 'Atendemos los sábados y se puede pagar con débito o crédito.', SATURDAYS],
    ['a yes', 'Yes. Shipping takes 3 business days.', PARKING],
    ['a no', 'O quarto custa R$ 300. Não.', ROOMS],
    ['in words that nobody compares', 'Ja.', GERMAN],
  ])('%s: %s', (_, text, unspoken) => {
    expect(unspoken(text)).toEqual([])
  })
})
