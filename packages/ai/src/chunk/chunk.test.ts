import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkMarkdown } from './chunk.ts'

const PIECES = [
  'Some words. ',
  'ñandú ',
  '😀😀😀',
  '\n',
  '\n\n',
  '# ',
  '## ',
  '```\n',
  '---\n',
  '- item\n',
  'x'.repeat(90),
]
const markdown = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((parts) => parts.join(''))

describe('chunkMarkdown', () => {
  test('keeps chunks in order, apart, short and free of space at their edges', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        let last = 0
        for (const { start, end } of chunkMarkdown(text, 100)) {
          const words = text.slice(start, end)
          expect(start).toBeGreaterThanOrEqual(last)
          expect(words.length).toBeLessThanOrEqual(100)
          expect(words).toBe(words.trim())
          expect(words).not.toBe('')
          expect(words.isWellFormed()).toBe(true)
          last = end
        }
      }),
    )
  })

  test('loses nothing but space and headings', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const chunks = chunkMarkdown(text, 100)
        const kept = chunks.map(({ start, end }) => text.slice(start, end)).join('')
        const letters = (one: string) => one.replaceAll(/[\s#=-]/g, '').length
        const left = text.split('\n').filter((line) => !/^ {0,3}#{1,6}(\s|$)/.test(line))

        // In a fence a line with # is text, and an underline makes a heading of the line above.
        expect(letters(kept)).toBeLessThanOrEqual(letters(text))
        if (!/```|---/.test(text)) expect(letters(kept)).toBe(letters(left.join('\n')))
      }),
    )
  })

  test('says below which headings a chunk stands', () => {
    const text =
      'Intro.\n\n# Orders #\n\nAll.\n\n## Late\nOne.\n\nReturns\n-------\n\nTwo.\n\n# Other\n\nThree.'

    const found = chunkMarkdown(text).map(({ headings, start, end }) => [text.slice(start, end), ...headings])

    expect(found).toEqual([
      ['Intro.'],
      ['All.', 'Orders'],
      ['One.', 'Orders', 'Late'],
      ['Two.', 'Orders', 'Returns'],
      ['Three.', 'Other'],
    ])
  })

  test('takes a line with # in code for code', () => {
    const text = '# Setup\n\n```sh\n# install\nnpm i\n```\n'

    expect(chunkMarkdown(text)).toEqual([{ headings: ['Setup'], start: 9, end: text.length - 1 }])
  })

  test('cuts a long paragraph where a sentence ends', () => {
    const text = 'The first sentence has its words. The second one too! And the third as well.'

    const found = chunkMarkdown(text, 60).map(({ start, end }) => text.slice(start, end))

    expect(found).toEqual(['The first sentence has its words. The second one too!', 'And the third as well.'])
  })
})
