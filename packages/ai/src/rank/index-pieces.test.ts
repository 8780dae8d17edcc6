import { describe, expect, test } from 'vitest'
import type { Piece } from './fields.ts'
import { type Hit, indexPieces } from './index-pieces.ts'

const part = (body: string): Piece => ({
  ...{ title: '', headings: [], body, alternates: [] },
  ...{ language: 'en', shape: 'part' },
})
const faq = (title: string, body: string): Piece => ({ ...part(body), title, shape: 'whole' })
const places = (hits: readonly Hit[]) => hits.map(({ piece }) => piece)

describe('search', () => {
  test('weighs a term as BM25 does', () => {
    // Three pieces of two terms; `card` is in one of them, once: idf = ln(1 + 2.5 / 1.5), and the rest is 1.
    const index = indexPieces([part('card lost'), part('refund late'), part('order late')])

    const [hit] = index.search('card', { language: 'en', limit: 5 })

    expect(hit?.signals.body).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 10)
  })

  test('finds a question by the title that says it, though another text repeats its words', () => {
    const index = indexPieces([
      faq('Opening hours', 'A refund of the refund is no refund. Ask at the desk.'),
      faq('How do I get a refund?', 'Write to us within thirty days.'),
    ])

    expect(places(index.search('get a refund', { language: 'en', limit: 5 }))).toEqual([1, 0])
  })

  test('finds a title in spite of a slip', () => {
    const index = indexPieces([faq('Cancel a subscription', 'In the settings.'), faq('Invoices', 'By mail.')])

    expect(places(index.search('subscripton', { language: 'en', limit: 5 }))).toEqual([0])
  })

  test('finds an article by another question that it answers', () => {
    const asked: Piece = {
      ...faq('Delivery', 'Three days.'),
      ...{ alternates: ['When does my parcel arrive?'], shape: 'asked' },
    }
    const index = indexPieces([faq('Parcels', 'Up to 20 kg.'), asked])

    expect(places(index.search('when will the parcel arrive', { language: 'en', limit: 5 }))[0]).toBe(1)
  })

  test('looks as if some pieces were not there', () => {
    const index = indexPieces([part('card lost'), part('card found')])

    expect(places(index.search('card', { language: 'en', limit: 5, without: new Set([0]) }))).toEqual([1])
  })

  test.each(['', 'the of and', '😀'])('finds nothing for "%s"', (question) => {
    expect(indexPieces([part('the card')]).search(question, { language: 'en', limit: 5 })).toEqual([])
  })

  test('finds nothing where nothing is', () => {
    expect(indexPieces([]).search('card', { language: 'en', limit: 5 })).toEqual([])
  })
})
