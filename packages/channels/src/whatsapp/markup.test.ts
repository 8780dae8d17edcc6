import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toWhatsAppMarkup } from './markup.ts'

describe('toWhatsAppMarkup', () => {
  test.each([
    ['bold', '**Booked** for **two**', '*Booked* for *two*'],
    ['bold words', '**see you soon**', '*see you soon*'],
    ['struck', '~~30~~ 20 euros', '~30~ 20 euros'],
    ['italic', '_maybe_', '_maybe_'],
    [
      'a link',
      'See [our menu](https://example.org/menu?a=1).',
      'See our menu (https://example.org/menu?a=1).',
    ],
    ['a link that is its own label', '[https://example.org](https://example.org)', 'https://example.org'],
    ['a bold link', '**[menu](https://example.org)**', '*menu (https://example.org)*'],
  ])('converts %s', (_name, markdown, expected) => {
    expect(toWhatsAppMarkup(markdown)).toBe(expected)
  })

  test.each([
    ['single stars', '*bold already* and 2*3*4'],
    ['powers', '2 ** 3 ** 4'],
    ['three stars', '***both***'],
    ['stars over lines', '**a\nb**'],
    ['an open end', '**not closed'],
    ['code', 'Call `a**b**c` or ```x = y**z**\n**w**```'],
    ['a picture', '![cat](https://example.org/cat.png)'],
    ['a relative link', '[menu](/menu)'],
    ['brackets', 'array[0](x) and [note]'],
    ['snake case', 'my_variable_name and __init__'],
    ['escaped stars', '\\**not bold\\**'],
  ])('leaves %s alone', (_name, text) => {
    expect(toWhatsAppMarkup(text)).toBe(text)
  })

  test('never makes a text longer, so that a text cut to fit still fits', () => {
    const piece = fc.constantFrom(
      '**',
      '*',
      '~~',
      '`',
      '```',
      '[',
      '](https://a.b)',
      ']',
      '(',
      ')',
      'x',
      ' ',
      '\n',
      '_',
    )

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        expect(toWhatsAppMarkup(text).length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('stays quick on a text made to be slow', () => {
    for (const text of [
      '**a'.repeat(50_000),
      '['.repeat(100_000),
      '`'.repeat(100_001),
      '~~'.repeat(100_000),
    ]) {
      const before = performance.now()
      toWhatsAppMarkup(text)

      expect(performance.now() - before).toBeLessThan(1000)
    }
  })
})
