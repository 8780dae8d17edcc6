import { expect, test } from 'vitest'
import { withoutAdmissions } from './admits.ts'

const SHIPS = 'Shipping takes 3 days.'

test.each([
  [`${SHIPS} I do not know whether we sell helicopters.`, SHIPS],
  [
    `${SHIPS} Unfortunately, I don’t have any information about helicopters. Orders ship free.`,
    `${SHIPS} Orders ship free.`,
  ],
  ['Shipping takes 3 days, but I could not find an answer about helicopters.', SHIPS],
  ['I am not sure about the rest, but shipping takes 3 days.', SHIPS],
  [`- ${SHIPS}\n- I have no information about helicopters.`, `- ${SHIPS}`],
  ['El envío tarda 3 días. No tengo información sobre helicópteros.', 'El envío tarda 3 días.'],
  ['El envío tarda 3 días, pero no sé si venden helicópteros.', 'El envío tarda 3 días.'],
  ['A entrega demora 3 dias. Não sei se vendem helicópteros.', 'A entrega demora 3 dias.'],
  ['A entrega demora 3 dias, mas não encontrei informações sobre helicópteros.', 'A entrega demora 3 dias.'],
])('%s', (text, left) => {
  expect(withoutAdmissions(text, () => true)).toBe(left)
})

test.each([
  'I do not know.',
  'We do not have a heated pool.',
  'You do not have to know the code.',
  'No se aceptan mascotas.',
  'No se puede pagar con tarjeta.',
  'El envío tarda 3 días. No se la cobramos si vuelve.',
  'We have information about helicopters. I found the answer: 3 days.',
  'Não aceitamos cartões.',
])('%s is no part of an answer, or no admission', (text) => {
  expect(withoutAdmissions(text, () => true)).toBe(text)
})

test.each([
  ['I do not know the rest.', true],
  ['No sé lo demás.', true],
  ['We cannot confirm bookings by phone.', false],
])('%s is of the rest: %s', (admission, isOfRest) => {
  const told: boolean[] = []
  withoutAdmissions(`${SHIPS} ${admission}`, (one) => told.push(one.isOfRest) > 0)

  expect(told).toEqual([isOfRest])
})

test('what nobody else tells is left', () => {
  const text = `${SHIPS} I do not know whether it goes to Peru. I do not know whether we sell helicopters.`

  expect(withoutAdmissions(text, ({ text: said }) => said.includes('helicopters'))).toBe(
    `${SHIPS} I do not know whether it goes to Peru.`,
  )
})
