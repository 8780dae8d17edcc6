import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoteFrom } from './quote.ts'
import { sentencesOf } from './sentences.ts'

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

describe('the sentences of a text', () => {
  test.each([
    [
      'El Sr. Pérez atiende. Llame al tel. 2900. ¿Sí?',
      ['El Sr. Pérez atiende.', 'Llame al tel. 2900.', '¿Sí?'],
    ],
    ['Cuesta $ 1.250,50. Llega el 3. Sin cargo.', ['Cuesta $ 1.250,50.', 'Llega el 3.', 'Sin cargo.']],
    [
      'See e.g. page 3. Mr. J. Smith signs it. Done!',
      ['See e.g. page 3.', 'Mr. J. Smith signs it.', 'Done!'],
    ],
    ['A Dra. Ana atende na Av. Brasil. Ligue já.', ['A Dra. Ana atende na Av. Brasil.', 'Ligue já.']],
    [
      'Traiga:\n- la factura\n- su cédula. Original.\n1. Firme',
      ['Traiga:', 'la factura', 'su cédula.', 'Original.', 'Firme'],
    ],
    [
      '# Envíos\nSon gratis\nen la ciudad.\n\nFuera, no.',
      ['Envíos', 'Son gratis\nen la ciudad.', 'Fuera, no.'],
    ],
    ['He said "no." Then left.', ['He said "no."', 'Then left.']],
    ['', []],
    ['...\n---\n', []],
  ])('%j', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  test('are in order, apart, and hold every word', () => {
    const text = fc.array(
      fc.constantFrom('Hola', '. ', 'Sr. ', '\n', '- ', '3.5', '¿', '?', ' ', '# ', '👍', '…'),
    )
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join('')
        const spans = sentencesOf(whole)

        spans.forEach(({ start, end }, at) => {
          expect(start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0)
          expect(end).toBeGreaterThan(start)
        })
        const count = (one: string) => one.match(/Hola|3\.5/g)?.length ?? 0
        expect(count(split(whole).join(' '))).toBe(count(whole))
      }),
    )
  })
})

describe('a quotation', () => {
  const text = `Somos una tienda de Rosario. Abrimos en 1998. El envío cuesta $ 500. Tarda tres días. Se paga al recibir.
Aceptamos cambios.`

  test('is what stands there, around the sentence that answers', () => {
    const quote = quoteFrom('¿Cuánto cuesta el envío?', { text, language: 'es' })

    expect(text.slice(quote?.best.start, quote?.best.end)).toBe('El envío cuesta $ 500.')
    expect(text.slice(quote?.span.start, quote?.span.end)).toBe(
      'El envío cuesta $ 500. Tarda tres días. Se paga al recibir.',
    )
  })

  test.each([
    [
      'en',
      'Can I return a mug?',
      'We open at nine. You can return a mug. Parking is free.',
      'You can return a mug.',
    ],
    [
      'en',
      'Can I return a mug?',
      'You can return a mug. Only with the receipt. Parking is free.',
      'You can return a mug. Only with the receipt.',
    ],
    [
      'en',
      'Can I return a mug?',
      'You can return a mug. Bring the receipt. Parking is free.',
      'You can return a mug. Bring the receipt.',
    ],
    [
      'en',
      'Is the pool heated?',
      'We have a pool. It is heated in winter. Dogs are welcome.',
      'We have a pool. It is heated in winter.',
    ],
    [
      'en',
      'Can I return a mug?',
      '# Return a mug\n\nWithin 30 days, at the desk. Parking is free.',
      'Return a mug\n\nWithin 30 days, at the desk.',
    ],
    [
      'en',
      'What do I bring to return a mug?',
      'We open at nine.\n\nTo return a mug, bring:\n\n- the receipt\n- the box\n\nParking is free.',
      'To return a mug, bring:\n\n- the receipt\n- the box',
    ],
    [
      'es',
      '¿Puedo devolver una taza?',
      'Abrimos a las nueve. Puede devolver una taza. Tiene 30 días. Venden platos.',
      'Puede devolver una taza. Tiene 30 días.',
    ],
    [
      'en',
      'How long does shipping take?',
      'We ship to the whole country. Parking is free. Orders arrive in 3 days. Dogs are welcome.',
      'Orders arrive in 3 days.',
    ],
    // Of a list, what is asked for, and nothing of its neighbours.
    [
      'es',
      '¿Qué precio tiene la limpieza?',
      'Precios:\n\n- Consulta: $ 900. Se descuenta del tratamiento.\n- Limpieza dental: $ 2.200.\n- Blanqueamiento: $ 9.000.',
      'Limpieza dental: $ 2.200.',
    ],
    [
      'es',
      '¿Cuánto sale la consulta?',
      'Precios:\n\n- Consulta: $ 900. Se descuenta del tratamiento.\n- Limpieza dental: $ 2.200.',
      'Consulta: $ 900. Se descuenta del tratamiento.',
    ],
    // The sentence that tells it, and not the one that announces it.
    [
      'es',
      '¿A qué hora abren?',
      'Estos son los horarios de la clínica. Somos dos sucursales. De lunes a viernes, de 9 a 19.',
      'De lunes a viernes, de 9 a 19.',
    ],
    // What says little of the question may be answered beside it, in other words.
    [
      'en',
      'How much is delivery of gift baskets abroad?',
      'We sell baskets. Sending one to another country costs $40. Parking is free.',
      'We sell baskets. Sending one to another country costs $40. Parking is free.',
    ],
  ])('takes in what is about the question, or means little alone (%s): %s %s', (language, asked, ...said) => {
    const [piece, quoted] = said
    const quote = quoteFrom(asked, { text: piece, language })

    expect(piece.slice(quote?.span.start, quote?.span.end)).toBe(quoted)
  })

  test('of sentences without an end is the best one alone', () => {
    const long = `Intro. ${'palabra '.repeat(200)}envío. Fin.`
    const quote = quoteFrom('envío', { text: long, language: 'es' })

    expect(quote?.span).toEqual(quote?.best)
  })

  test('of nothing is none', () => {
    expect(quoteFrom('envío', { text: ' \n ', language: 'es' })).toBe(null)
  })
})
