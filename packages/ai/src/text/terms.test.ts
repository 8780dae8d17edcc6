import { describe, expect, test } from 'vitest'
import { termsOf } from './terms.ts'
import { trigramsOf } from './trigrams.ts'

describe('termsOf', () => {
  test.each([
    ['es', 'información', 'INFORMACION'],
    ['es', 'información', 'informaciones'],
    ['es', 'habitación', 'habitaciones'],
    ['pt', 'informação', 'informacoes'],
    ['pt', 'devolução', 'devolucao'],
    ['en', 'refunds', 'refund'],
    ['en', 'shipping', 'shipped'],
    ['es-UY', 'envíos', 'envio'],
    ['es', 'cierran', 'cerramos'],
    ['es', 'abren', 'abierto'],
    ['es', 'abrís', 'apertura'],
    ['es', 'cuesta', 'costaría'],
    ['es', 'devuelvo', 'devoluciones'],
    ['es', 'atienden', 'atención'],
    ['pt', 'abrem', 'aberto'],
    ['pt', 'devolvem', 'devolução'],
    ['en', 'sold', 'selling'],
    ['en', 'deliver', 'deliveries'],
    ['de', 'Größe', 'größe'],
  ])('%s: %s and %s are one', (language, one, other) => {
    expect(termsOf(one, language)).toEqual(termsOf(other, language))
    expect(termsOf(one, language)).toHaveLength(1)
  })

  test.each([
    ['es', 'juegos', 'jugos'],
    ['es', 'vista', 'vestido'],
    ['pt', 'peças', 'pedidos'],
    ['es', 'vitamina D', 'vitamina K'],
  ])('%s: %s and %s are two', (language, one, other) => {
    expect(termsOf(one, language)).not.toEqual(termsOf(other, language))
  })

  test.each([
    ['en', "What's the price? I don't know.", ['price', 'know']],
    ['es', '¿Cuánto cuesta el envío?', ['cost', 'envi']],
    ['es', 'El servicio sirve agua servida', ['servici', 'serv', 'agu', 'serv']],
    ['pt', 'Qual é o preço?', ['prec']],
    ['', 'the price', ['the', 'price']],
    ['en', '24-10 at 6½', ['24', '10', '61', '2']],
    ['en', '', []],
    ['en', '?!… 😀', []],
  ])('%s: leaves out what says nothing: %s', (language, text, terms) => {
    expect(termsOf(text, language)).toEqual(terms)
  })

  test('a word without an end does not become a term without one', () => {
    expect(termsOf('x'.repeat(10_000), 'en')[0]?.length).toBeLessThanOrEqual(40)
  })
})

test('trigrams know the edges of words', () => {
  expect(trigramsOf('Él va')).toEqual([' el', 'el ', ' va', 'va '])
})
