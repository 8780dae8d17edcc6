import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fits, shorten, splitOffEnd, splitText } from './split.ts'

const withoutSpace = (text: string) => text.replace(/\s/g, '')
/**
 * Text with everything that decides where to cut: spaces, lines, ends of sentences, emoji, halves of emoji.
 */
const prose = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-z]{1,12}$/),
      fc.constantFrom(
        ' ',
        '  ',
        '\n',
        '\n\n',
        '\r\n',
        '. ',
        '? ',
        '。',
        '…',
        '😀',
        '👨‍👩‍👧',
        '\ud83d',
        'é',
        '**b**',
        '\t',
      ),
    ),
    { maxLength: 120 },
  )
  .map((words) => words.join(''))
const maximum = fc.integer({ min: 1, max: 60 })

describe('splitText', () => {
  test('leaves a text that fits as it is', () => {
    expect(splitText('  Hello\n\n', 20)).toEqual(['  Hello\n\n'])
  })

  test.each<[string, [string, number], string[]]>([
    ['a paragraph', ['One two. Three.\n\nFour five. Six', 24], ['One two. Three.', 'Four five. Six']],
    ['a line', ['One two. Three\nFour five. Six', 24], ['One two. Three', 'Four five. Six']],
    ['a sentence', ['One two three. Four five six', 20], ['One two three.', 'Four five six']],
    ['a sentence without spaces', ['一二三四五。六七八九十', 8], ['一二三四五。', '六七八九十']],
    ['a word', ['One two three four', 10], ['One two', 'three four']],
    ['a character', ['Donaudampfschiff', 6], ['Donaud', 'ampfsc', 'hiff']],
  ])('cuts at the end of %s', (_name, [text, max], pieces) => {
    expect(splitText(text, max)).toEqual(pieces)
  })

  test('does not cut so early that most of the message stays empty', () => {
    expect(splitText('Hi.\n\nThis goes on for long', 24)).toEqual(['Hi.\n\nThis goes on for', 'long'])
  })

  test('counts an emoji as one character and never cuts it in half', () => {
    expect(splitText('😀😀😀', 3)).toEqual(['😀😀😀'])
    expect(splitText('😀😀😀', 2)).toEqual(['😀😀', '😀'])
  })

  test('gives one piece even of nothing', () => {
    expect(splitText('', 10)).toEqual([''])
    expect(splitText(' '.repeat(30), 10)).toHaveLength(1)
  })

  test('breaks no limit, loses nothing but space, and is stable', () => {
    fc.assert(
      fc.property(prose, maximum, (text, max) => {
        const pieces = splitText(text, max)

        expect(pieces.length).toBeGreaterThan(0)
        for (const piece of pieces) {
          expect([...piece].length).toBeLessThanOrEqual(max)
          expect(splitText(piece, max)).toEqual([piece])
        }
        expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(text))
        if (pieces.length > 1) expect(pieces).not.toContain('')
      }),
      { numRuns: 1000 },
    )
  })

  test('stays quick on a long text made to be slow', () => {
    for (const text of [
      '\n'.repeat(200_000),
      '. '.repeat(100_000),
      '."'.repeat(100_000),
      'a'.repeat(200_000),
    ]) {
      const before = performance.now()
      splitText(text, 4096)

      expect(performance.now() - before).toBeLessThan(1000)
    }
  })
})

describe('splitOffEnd', () => {
  test.each<[string, [string, number], [string, string]]>([
    ['all of it when it fits', [' Which one? ', 20], ['', 'Which one?']],
    [
      'the last paragraph',
      ['A long story.\n\nIt went on. Which one?', 24],
      ['A long story.', 'It went on. Which one?'],
    ],
    [
      'the last sentence',
      ['A long story that went on. Which one?', 20],
      ['A long story that went on.', 'Which one?'],
    ],
    ['as many words as fit', ['A long story that went on', 12], ['A long story', 'that went on']],
    ['as much as fits', ['Donaudampfschiff', 6], ['Donaudampf', 'schiff']],
  ])('takes %s', (_name, [text, max], expected) => {
    expect(splitOffEnd(text, max)).toEqual(expected)
  })

  test('breaks no limit, loses nothing but space, and always takes something', () => {
    fc.assert(
      fc.property(prose, maximum, (text, max) => {
        const [head, end] = splitOffEnd(text, max)

        expect([...end].length).toBeLessThanOrEqual(max)
        expect(withoutSpace(head + end)).toBe(withoutSpace(text))
        expect(end === '').toBe(text.trim() === '')
      }),
      { numRuns: 1000 },
    )
  })
})

test('shorten ends with an ellipsis only where something was cut', () => {
  expect(shorten('Short', 5)).toBe('Short')
  expect(shorten('Too long', 5)).toBe('Too…')
  expect(shorten('😀😀😀', 2)).toBe('😀…')
})

test('fits counts code points', () => {
  expect(fits('😀😀', 2)).toBe(true)
  expect(fits('abc', 2)).toBe(false)
})
