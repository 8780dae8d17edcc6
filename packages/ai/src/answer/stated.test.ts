import { expect, test } from 'vitest'
import { statementsOf } from './stated.ts'

test.each([
  ['en', 'Do you need anything else?'],
  ['en', 'For which day, and for how many people?'],
  ['en', 'Sorry, which order do you mean?'],
  ['es', '¿Querés reservar para hoy o para mañana?'],
  ['es', '¿Sabes cuál es tu número de pedido?'],
  ['pt', 'Você quer reservar para hoje?'],
])('%s: "%s" states nothing', (language, sentence) => {
  expect(statementsOf(sentence, language)).toEqual([])
})

test.each([
  ['en', 'Did you know that every guest gets a free dessert and a taxi home?', /free dessert/],
  ['en', 'Dessert is free for members, do you want some?', /^Dessert is free for members$/],
  ['en', 'Your stay is free, right?', /free/],
  ['en', 'Would you like the free dessert that each guest of our house gets with the taxi home?', /taxi/],
  ['es', '¿Sabías que el postre es gratis?', /postre es gratis/],
  ['es', 'El postre es gratis, ¿querés uno?', /^El postre es gratis/],
  ['es', 'Te regalamos el postre, ¿verdad?', /postre/],
  ['pt', 'Sabia que a sobremesa é grátis?', /sobremesa/],
])('%s: "%s" states', (language, sentence, stated) => {
  expect(statementsOf(sentence, language).join()).toMatch(stated)
})
