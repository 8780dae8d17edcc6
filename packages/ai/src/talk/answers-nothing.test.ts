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
  'Hi! For which day is it? And for how many?',
  'One moment, Ana. We’ll check and get back to you.',
  'Un minuto por favor 🙏',
  'Ya se lo confirmo, gracias',
])('tells nothing yet: %s', (text) => {
  expect(answersNothing(text)).toBe(true)
})

test.each([
  'Yes',
  'No, sorry',
  'Sí, hasta las 22.',
  'Until ten.',
  'It takes a minute.',
  'un minuto a pie',
  'It is a minute away',
  'We will see you on Monday at nine',
  'Yes, until ten. Anything else?',
  'We open at nine. Does that help?',
  'Let me check: we open at nine.',
  'Le confirmo que abrimos a las nueve.',
  'We will ask you for a deposit',
  'We deliver to all of Uruguay.',
  'Se puede, pero hay que esperar un momento en la puerta hasta que salga alguien a abrir el portón grande.',
  '',
])('may be an answer: %s', (text) => {
  expect(answersNothing(text)).toBe(false)
})
