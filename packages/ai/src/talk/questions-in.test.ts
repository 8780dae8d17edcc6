import { expect, test } from 'vitest'
import { questionsIn, splitQuestions } from './questions-in.ts'

test.each([
  [
    'Can I cancel my booking?\nAnd do you have a kids menu?',
    ['Can I cancel my booking?', 'And do you have a kids menu?'],
  ],
  [
    'Do you deliver to Salta? How much is shipping? Thanks!',
    ['Do you deliver to Salta?', 'How much is shipping?'],
  ],
  ['Can I cancel my booking?', []],
  ['Can I cancel my booking? Really?', []],
  ['My booking is for Friday.\nCan I cancel my booking?', []],
  ['Can I cancel my booking? Can I cancel my booking?', []],
])('of %j it is %j', (text, questions) => {
  expect(questionsIn(text, 'en')).toEqual(questions)
})

test.each([
  [
    'en',
    'How long does shipping take and can I return a mug?',
    ['How long does shipping take?', 'Can I return a mug?'],
  ],
  ['en', 'hi, what is the price of a mug, and also when do you open on sundays', 2],
  ['en', 'Is breakfast included and is parking free?', 2],
  ['en', 'Is there parking? Do you have high chairs?', 2],
  ['en', 'Can I bring my dog? Do you have a terrace?', 2],
  ['en', 'Do you have parking? Is it free?', 0],
  ['es', '¿Hay estacionamiento? ¿Tienen sillas altas?', 2],
  ['pt', 'Tem estacionamento? Posso levar meu cachorro?', 2],
  [
    'es',
    '¿Cuánto tarda el envío y puedo devolver una taza?',
    ['¿Cuánto tarda el envío?', '¿Puedo devolver una taza?'],
  ],
  [
    'es',
    'cuanto sale el desayuno y a que hora abren la cocina',
    ['¿Cuanto sale el desayuno?', '¿A que hora abren la cocina?'],
  ],
  [
    'es',
    'Hola, cuánto sale el desayuno y a qué hora abren la cocina?',
    ['Hola, ¿cuánto sale el desayuno?', '¿A qué hora abren la cocina?'],
  ],
  ['pt', 'Quanto custa a entrega e posso devolver uma caneca?', 2],
  // The second is about the first, is none, or says too little to be looked for; who tells something asks once.
  ['en', 'Is there a heated pool and is it open in winter?', 0],
  ['en', 'Do you sell mugs and plates?', 0],
  ['en', 'How and when can I pay?', 0],
  ['en', 'I bought a blue mug and can I return the mug?', 0],
  ['es', '¿Es verdad que abren temprano y que cierran tarde?', 0],
  ['es', '¿Venden tazas y platos hondos?', 0],
  // What follows is part of the question, or no question.
  ['en', 'What happens if my parcel is late and what I ordered is broken?', 0],
  ['en', 'What is the difference between what is sold online and what is sold in your shop?', 0],
  ['en', 'I have a problem. What you sent me yesterday and what I ordered are different products.', 0],
  ['en', 'What you sent me yesterday is broken and what is the price of a mug', 0],
  ['es', '¿Puedo cambiar la talla de mi camisa y cuando llegue el paquete devolver la otra?', 0],
  ['es', '¿Puedo cambiar la camisa azul y en cuanto llegue el paquete devolver la otra?', 0],
  ['es', 'Tiene un defecto en la tela y hay manchas en la manga.', 0],
  ['es', 'tiene un defecto en la tela y hay manchas en la manga', 0],
  ['pt', 'Posso trocar a camisa azul e quando chegar o pacote devolver a outra?', 0],
  ['en', 'What is the difference between the mugs and can I return a plate?', 2],
  ['en', 'What happens if my parcel is late and can I return a mug?', 2],
  ['en', 'Can I return a mug and what time does the shop open?', 2],
  ['es', '¿Puedo devolver una taza y cuándo abren la tienda?', 2],
  ['es', 'cuanto tarda el envio y donde puedo retirar una taza', 2],
  ['pt', 'Posso devolver uma caneca e onde fica a loja?', 2],
  ['de', 'Was kostet die Tasse and can I return the mug?', 0],
] as const)('joined by "and" (%s): %s', (language, text, questions) => {
  const found = questionsIn(text, language)

  expect(typeof questions === 'number' ? found.length : found).toEqual(questions)
})

const FIVE = ['Do you ship?', 'Is it dear?', 'Is parking free?', 'Are dogs welcome?', 'Is lunch served?']

test.each([
  ['Do you deliver to Salta? How much is shipping? Thanks!', 2],
  ['Do you deliver to Salta? How much is shipping? Parking?', 0],
  ['My booking is for Friday night.\nCan I cancel my booking? Do you refund deposits?', 0],
  [`Where is the shop door? ${FIVE.map((one) => one.replace('?', ' in Salta today?')).join(' ')}`, 6],
])('nothing of %j is lost where it is split into %i', (text, count) => {
  expect(splitQuestions(text, 'en')).toHaveLength(count)
})
