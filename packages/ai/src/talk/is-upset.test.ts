import { expect, test } from 'vitest'
import { isUpset } from './is-upset.ts'

test.each([
  '😡😡 me cobraron de más',
  'Son unos ladrones',
  'me cancelaron 3 veces, son un desastre',
  'Qué vergüenza de empresa',
  'pésima atención la de ayer',
  'Estoy muy enojada con ustedes',
  'los voy a denunciar',
  "You're all thieves",
  'this is unacceptable',
  'You’re all thieves',
  'I will sue you',
  'Esto es una estafa',
  'Worst service ever',
  'I am really fed up with this',
  'vocês são uns ladrões',
  'Isso é um absurdo',
  'péssimo atendimento',
  'vou processar vocês',
])('%s is anger', (text) => {
  expect(isUpset(text)).toBe(true)
})

test.each([
  '¿Venden alarmas contra ladrones?',
  '¿Cómo sé que no es una estafa?',
  'Do you take cases in small claims court? My lawyer asks',
  '¿Tienen el número de defensa del consumidor?',
  '¿El robo está cubierto por el seguro?',
  'Do you sell alarms against thieves?',
  'Is it ridiculous to ask for a refund?',
  'No entiendo cómo se cancela',
  'Tengo una molestia en una muela',
  'Não consigo abrir a porta',
  'me duele muchísimo 😭',
  'Hola',
])('%s is none', (text) => {
  expect(isUpset(text)).toBe(false)
})
