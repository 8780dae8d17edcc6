import { expect, test } from 'vitest'
import { answersNothing } from './answers-nothing.ts'

test.each([
  'Hello Ana!',
  'Good morning',
  'One moment please',
  'Hi Ana, let me check with the kitchen.',
  'I’ll get back to you',
  'For which day is it?',
  'Un momento, ya lo consulto',
  'Hola, enseguida le confirmo.',
  'Vamos a averiguarlo y le escribimos.',
  'Um momento, vou verificar',
])('tells nothing yet: %s', (text) => {
  expect(answersNothing(text)).toBe(true)
})

test.each([
  'Yes',
  'No, sorry',
  'Sí, hasta las 22.',
  'Until ten.',
  'We deliver to all of Uruguay.',
  'Se puede, pero hay que esperar un momento en la puerta hasta que salga alguien a abrir el portón grande.',
  '',
])('may be an answer: %s', (text) => {
  expect(answersNothing(text)).toBe(false)
})
