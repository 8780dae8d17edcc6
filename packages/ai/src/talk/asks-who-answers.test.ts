import { expect, test } from 'vitest'
import { asksWhoAnswers } from './asks-who-answers.ts'

test.each([
  'sos un robot?',
  '¿Eres una persona real?',
  'hola, hablo con una máquina?',
  'Are you a bot?',
  'Are you an A.I.?',
  'are you real?',
  'is this a real person',
  'Am I talking to a human?',
  'você é um robô?',
  'estou falando com uma pessoa?',
])('%s', (text) => {
  expect(asksWhoAnswers(text)).toBe(true)
})

test.each([
  '¿Venden robots?',
  'Is it real?',
  '¿Es real?',
  '¿Es una persona mayor gratis?',
  'Is this a real leather bag?',
  'Do you sell a bot?',
  '',
])('%s asks something else', (text) => {
  expect(asksWhoAnswers(text)).toBe(false)
})
