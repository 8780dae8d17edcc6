import { expect, test } from 'vitest'
import { topicsIn } from './topics-in.ts'

const TOPICS = ['Parking', 'Bookings, reservas', 'Questions about the pool']

test.each([
  ['en', 'Can I cancel my booking?', ['Bookings, reservas']],
  ['en', 'where can i PARK', ['Parking']],
  ['es', '¿Puedo cancelar mi reserva?', ['Bookings, reservas']],
  ['en', 'I have a question about the weather', ['Questions about the pool']],
  ['en', 'Who won the election?', []],
  ['en', 'About the what?', []],
])('a topic is named by a word of its own (%s): %s', (language, text, named) => {
  expect(topicsIn({ text, language }, TOPICS)).toEqual(named)
})
