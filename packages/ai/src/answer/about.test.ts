import { expect, test } from 'vitest'
import { isAbout } from './about.ts'

const KITCHEN = { language: 'en', text: 'The kitchen takes the last order at 22:30 on Fridays.' }
const BIKES = { language: 'en', text: 'The cost to rent a city bike is $18 per day.' }

test.each([
  ['What is the status of order 1234?', KITCHEN, false],
  ['Do you rent wetsuits and surfboards by the day?', BIKES, false],
  ['When is the last order in the kitchen?', KITCHEN, true],
  ['What does a city bike cost?', BIKES, true],
  ['Do you have bike 77?', BIKES, false],
  ['What does the city bike 4471 cost to rent per day?', BIKES, false],
  ['My name is Ada and I am in Lisbon. What does a city bike cost?', BIKES, true],
])('"%s" of %j: %s', (text, cited, isSo) => {
  const questions = [{ language: 'en', text }]

  expect(isAbout({ questions, cited: [cited], found: [KITCHEN, BIKES] })).toBe(isSo)
})

test('what is in another language is not compared by words', () => {
  const questions = [{ language: 'es', text: '¿Cuánto cuesta una tabla?' }]

  expect(isAbout({ questions, cited: [BIKES], found: [BIKES] })).toBe(true)
})
