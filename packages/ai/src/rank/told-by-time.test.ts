import { expect, test } from 'vitest'
import { indexPieces } from './index-pieces.ts'

const piece = (title: string, body: string, language = 'en') => ({
  ...{ title, headings: [], body, alternates: [], language, shape: 'whole' as const },
})
const OTHERS = [
  piece('Opening hours', 'We are open from nine to six.'),
  piece('Returning a mug', 'You can return a mug within 30 days. Bring the receipt.'),
  piece('Parking', 'There is parking behind the house.'),
  piece('Horarios', 'Abrimos de 9 a 18.', 'es'),
  piece('Retirada', 'Abrimos das 9 às 18 horas.', 'pt'),
]
const COUNTRY = 'We ship to the whole country with our own cars.'

function evidenceFor(question: string, article: ReturnType<typeof piece>): number {
  const index = indexPieces([article, ...OTHERS])
  const hits = index.search(question, { language: article.language, limit: 2 })
  return index.evidence(question, article.language, hits)
}

test.each([
  ['How long does shipping take?', piece('Shipping', 'Orders arrive in 3 to 5 business days.')],
  ['¿Cuánto tarda el envío?', piece('Envíos', 'Los pedidos llegan en 3 días hábiles.', 'es')],
  ['Quanto tempo leva a entrega?', piece('Entregas', 'Os pedidos chegam em 3 dias úteis.', 'pt')],
])('a time tells what %s asks, in other words than it does', (question, article) => {
  expect(evidenceFor(question, article)).toBeGreaterThan(0.5)
})

test.each([
  ['How long does shipping take?', piece('Shipping', COUNTRY)],
  ['How long does shipping to Peru take?', piece('Shipping', 'Orders arrive in 3 to 5 business days.')],
  ['What long forms does shipping take?', piece('Shipping', 'Orders arrive in 3 to 5 business days.')],
])('%s is not answered by the name of the thing, nor by the time of another', (question, article) => {
  expect(evidenceFor(question, article)).toBeLessThan(0.35)
})
