import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlainText } from './plain-text.ts'

test.each([
  ['plain', 'plain'],
  ['a **bold** word', 'a bold word'],
  ['~~old~~ new', 'old new'],
  ['# Title\ntext', 'Title\ntext'],
  ['#hashtag', '#hashtag'],
  ['[our page](https://x.org)', 'our page (https://x.org)'],
  ['[https://x.org](https://x.org)', 'https://x.org'],
  ['![picture](https://x.org)', '![picture](https://x.org)'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['2 ** 3 ** 4', '2 ** 3 ** 4'],
  ['snake_case_name', 'snake_case_name'],
  ['`code`', 'code'],
  ['`**not bold**`', '**not bold**'],
  ['```js\nlet a\n```', 'let a'],
  ['``````', '``````'],
  ['- one\n- two', '- one\n- two'],
])('%j becomes %j', (markdown, plain) => {
  expect(toPlainText(markdown)).toBe(plain)
})

test('a text never becomes longer, nor empty', () => {
  const pieces = fc.constantFrom(
    '*',
    '**',
    '~~',
    '`',
    '```',
    '#',
    ' ',
    '\n',
    'a',
    'ñ',
    '[',
    '](https://x)',
    '(',
  )

  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 30 }), (some) => {
      const text = some.join('')
      const plain = toPlainText(text)

      expect(Buffer.byteLength(plain)).toBeLessThanOrEqual(Buffer.byteLength(text))
      expect(plain).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})
