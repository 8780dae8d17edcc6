import { describe, expect, test } from 'vitest'
import { CAREFUL_THRESHOLD } from '../calibrate.ts'
import { indexPieces } from '../index-pieces.ts'
import { marksOf } from './told.ts'

const piece = (title: string, body: string, language = 'en') => ({
  ...{ title, headings: [], body, alternates: [], language, shape: 'whole' as const },
})
const OTHERS = [
  piece('Returning a mug', 'You can return a mug within 30 days. Bring the receipt.'),
  piece('Parking', 'There is parking behind the house.'),
  piece('Cambios', 'Trae la boleta.', 'es'),
  piece('Trocas', 'Traga o recibo.', 'pt'),
]
const COUNTRY = 'We ship to the whole country with our own cars.'

function evidenceFor(question: string, article: ReturnType<typeof piece>): number {
  const index = indexPieces([article, ...OTHERS])
  const hits = index.search(question, { language: article.language, limit: 9 })
  return index.judge(question, article.language, hits)[0]?.evidence ?? 0
}

test.each([
  ['How long does shipping take?', piece('Shipping', 'Orders arrive in 3 to 5 business days.')],
  ['¿Cuánto tarda el envío?', piece('Envíos', 'Los pedidos llegan en 3 días hábiles.', 'es')],
  ['Quanto tempo leva a entrega?', piece('Entregas', 'Os pedidos chegam em 3 dias úteis.', 'pt')],
  ['Are you open on Sundays?', piece('When we are there', 'We are open every day, from 9 to 18.')],
  ['¿Abren los domingos?', piece('Cuándo estamos', 'Abrimos de lunes a sábado de 9 a 18.', 'es')],
  ['Vocês abrem hoje?', piece('Quando estamos', 'Abrimos todos os dias das 9 às 18.', 'pt')],
  ['What time do you open?', piece('When we are there', 'We are open Monday to Friday, 9 to 18.')],
  ['¿A qué hora cierran?', piece('Cuándo estamos', 'Abrimos a las 9 y cerramos a las 18.', 'es')],
  ['How much is a haircut?', piece('Haircuts', 'For adults 25 €, for children 15 €.')],
  ['¿Me podrías decir cuánto sale el corte?', piece('Corte', 'Son $ 450, con lavado $ 600.', 'es')],
  ['Where is the desk?', piece('The desk', 'You are welcome at 14 Station Road.')],
  ['Where are you?', piece('The desk', 'You are welcome at 14 Station Road.')],
  ['¿Me podrías decir dónde queda?', piece('El taller', 'Te esperamos en Calle Mayor 12.', 'es')],
  ['¿Dónde queda el taller?', piece('El taller', 'Te esperamos en Calle Mayor 12.', 'es')],
])('an answer tells what %s asks, in other words than it does', (question, article) => {
  expect(evidenceFor(question, article)).toBeGreaterThan(0.5)
})

test.each([
  ['How long does shipping take?', piece('Shipping', COUNTRY)],
  ['How long does shipping to Peru take?', piece('Shipping', 'Orders arrive in 3 to 5 business days.')],
  ['What long forms does shipping take?', piece('Shipping', 'Orders arrive in 3 to 5 business days.')],
  ['Are you open on Sundays?', piece('Shipping', 'Orders leave every day.')],
  ['¿Abren los domingos?', piece('Abrir una cuenta', 'Para abrir una cuenta trae tu documento.', 'es')],
  ['How much is a haircut?', piece('Shipping', 'It is free from 50 €.')],
  ['¿Cuánto sale el corte de mujer?', piece('Corte de hombre', 'Son $ 450.', 'es')],
  ['How much?', piece('Shipping', 'It is free from 50 €.')],
  ['¿Qué horarios tienen?', piece('Envíos', 'Salen de lunes a viernes a las 9.', 'es')],
  ['Where is the pool?', piece('The desk', 'You are welcome at 14 Station Road.')],
  ['Where are you?', piece('Shipping', COUNTRY)],
  ['Could you tell me?', piece('Shipping', 'Orders leave every day.')],
])('%s is not answered by the name of the thing, nor by what is told of another', (question, article) => {
  expect(evidenceFor(question, article)).toBeLessThan(CAREFUL_THRESHOLD)
})

describe('marksOf', () => {
  test.each([
    ['Monday to Friday, 9 to 18', ['#clock', '#day']],
    ['Todos los días de 9 a 18', ['#clock', '#day']],
    ['Das 9h às 18h', ['#clock']],
    ['Llegan en 3 a 5 días hábiles', ['#day', '#duration']],
    ['Al día siguiente', ['#duration']],
    ['Desde 60 euros', ['#price']],
    ['El envío es gratis', ['#price']],
    ['R$ 45', ['#price']],
    ['Av. de la Paz 80', ['#place']],
    ['221 Baker Street', ['#place']],
    ['Room 12, section 3', []],
    ['The free press', ['#price']],
    ['', []],
  ])('%s: %j', (text, marks) => {
    expect(marksOf(text)).toEqual(marks)
  })
})
