import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, readBlocks } from './read-blocks.ts'
import type { Inline } from './read-inlines.ts'

const text = (words: string): Inline => ({ type: 'text', text: words })
const paragraph = (...inlines: Inline[]): Block => ({ type: 'paragraph', inlines })
const link = (href: string, words: string): Inline => ({ type: 'link', href, inlines: [text(words)] })

describe('readBlocks', () => {
  test('reads what articles are written with', () => {
    const blocks = readBlocks(`# Refunds

Within **thirty** days, *not* later.
See [how](https://shop.example/a_b).

1. Write to us
2. Wait
   - a day
   - or two

> Only once.

| Way | Days |
| --- | ---: |
| Card | 3 |

\`\`\`
<b>as it is</b>
\`\`\``)

    expect(blocks.map(({ type }) => type)).toEqual([
      ...['heading', 'paragraph', 'list', 'quote', 'table', 'code'],
    ])
    expect(blocks[1]).toEqual(
      paragraph(
        ...[text('Within '), { type: 'strong' as const, inlines: [text('thirty')] }, text(' days, ')],
        ...[{ type: 'emphasis' as const, inlines: [text('not')] }, text(' later. See ')],
        ...[link('https://shop.example/a_b', 'how'), text('.')],
      ),
    )
    expect(blocks[2]).toEqual({
      ...{ type: 'list', start: 1 },
      items: [
        [paragraph(text('Write to us'))],
        [
          paragraph(text('Wait')),
          { type: 'list', start: null, items: [[paragraph(text('a day'))], [paragraph(text('or two'))]] },
        ],
      ],
    })
    expect(blocks[4]).toMatchObject({
      head: [[text('Way')], [text('Days')]],
      rows: [[[text('Card')], [text('3')]]],
    })
  })

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[click](javascript:alert(1))',
    '[click](JaVaScRiPt:alert(1))',
    '[click](java\tscript:alert(1))',
    '[click](data:text/html,x)',
    '[click](//evil.example)',
    '[click](/v1/articles)',
    '![x](data:image/svg+xml,x)',
    '<javascript:alert(1)>',
  ])('takes %j for words', (hostile) => {
    expect(typesIn(readBlocks(hostile))).not.toContain('link')
    expect(typesIn(readBlocks(hostile))).not.toContain('image')
  })

  test('leads nowhere but to the web and to mailboxes, whatever is written', () => {
    const parts = fc.array(
      fc.constantFrom(
        ...'[]()<>!*_`\\#>-|\n ',
        'javascript:',
        'https://a.example',
        'mailto:',
        '&#106;',
        'x',
        '\u0000',
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(parts, (all) => {
        for (const href of addressesIn(readBlocks(all.join('')))) {
          expect(href).toMatch(/^(https?:\/\/|mailto:)/)
        }
      }),
    )
  })

  test.each(['[', '*', '**a', '_a ', '`', '![', '> ', '- ', '[a](', '|'])(
    'ends soon on an article of nothing but %j',
    (part) => {
      const begun = performance.now()
      readBlocks(part.repeat(200_000 / part.length))
      expect(performance.now() - begun).toBeLessThan(5_000)
    },
  )
})

function typesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn)
  if (typeof value !== 'object' || value === null) return []
  const { type } = value as { type?: string }
  return [...(type ? [type] : []), ...Object.values(value).flatMap(typesIn)]
}

function addressesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn)
  if (typeof value !== 'object' || value === null) return []
  const { href, src } = value as { href?: string; src?: string }
  return [href, src].filter((one) => one !== undefined).concat(Object.values(value).flatMap(addressesIn))
}
