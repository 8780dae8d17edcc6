import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articleBlocks, plainWords } from './article-blocks.ts'

const BODY = `# Returns

Within **30 days** you may send it back,
[see the form](https://shop.example/form) or ![a parcel](x.png).

- In its box
- With the *receipt*
  or a copy of it

1. Print the label
2. Post it

\`\`\`
a * b
c
\`\`\`
`

const shapeOf = (body: string) =>
  articleBlocks(body, []).map(({ kind, parts }) => `${kind}: ${parts.map(({ text }) => text).join('')}`)

test('an article is read without its markup, and a link stays an address', () => {
  expect(shapeOf(BODY)).toEqual([
    'heading: Returns',
    'text: Within 30 days you may send it back, see the form (https://shop.example/form) or a parcel.',
    'item: In its box',
    'item: With the receipt or a copy of it',
    'text: 1. Print the label',
    'text: 2. Post it',
    'code: a * b\nc',
  ])
})

test('what was cited is marked, from the middle of one line to the middle of the next', () => {
  const start = BODY.indexOf('30 days')
  const end = BODY.indexOf(',\n')

  const marked = articleBlocks(BODY, [{ start, end }]).flatMap(({ parts }) =>
    parts.filter((one) => one.isCited),
  )

  expect(marked).toEqual([{ text: '30 days you may send it back', isCited: true }])
})

test('only a line of its own begins code, and what language it is in is not shown', () => {
  const textOf = (body: string) => articleBlocks(body, []).map(({ kind, parts }) => [kind, parts[0]?.text])

  expect(textOf('```sh\nnpm start\n```\nend')).toEqual([
    ['code', 'npm start'],
    ['text', 'end'],
  ])
  expect(textOf('```npm start``` does it')).toEqual([['text', 'npm start does it']])
})

test('links and pictures lead where they may, and are their words elsewhere', () => {
  const ways = {
    linkOf: (address: string) => (address.startsWith('https://shop.example/') ? address : null),
    pictureOf: (address: string) => (address === 'picture:1' ? '/pictures/1' : null),
  }
  const body =
    'See [**the** form](https://shop.example/a_b__c), <https://shop.example/d>, https://shop.example/e. ' +
    'Not [this](https://evil.example/) or https://evil.example/x! ![A box](picture:1) ![Pixel](https://evil.example/p)'

  expect(articleBlocks(body, [], ways)[0]?.parts.map(({ isCited: _, ...part }) => part)).toEqual([
    { text: 'See ' },
    { text: 'the form', href: 'https://shop.example/a_b__c' },
    { text: ', ' },
    { text: 'https://shop.example/d', href: 'https://shop.example/d' },
    { text: ', ' },
    { text: 'https://shop.example/e', href: 'https://shop.example/e' },
    { text: '. Not this or https://evil.example/x! ' },
    { text: 'A box', src: '/pictures/1' },
    { text: ' Pixel' },
  ])
})

test('what is quoted has none of the signs that say how it looks', () => {
  expect(
    plainWords(
      '30 days** you may, see [the *form*](https://shop.example/form):\n- In its box\n- 5\\*\n\n1. Go',
    ),
  ).toBe('30 days you may, see the form (https://shop.example/form):\n• In its box\n• 5*\n1. Go')
})

test('no letter or digit of any text is lost or made up', () => {
  const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  const piece = fc.constantFrom('word ', '**', '_', '# ', '- ', '1. ', '\n', '\n\n', '`', '* ', 'é', '|')
  const article = fc.array(piece).map((pieces) => pieces.join(''))

  fc.assert(
    fc.property(article, fc.nat(40), fc.nat(40), (body, start, length) => {
      // The language of code is no part of it.
      fc.pre(!/^ {0,3}`{3,}[^`\n]*$/m.test(body))
      const blocks = articleBlocks(body, [{ start, end: start + length }])

      expect(bare(blocks.flatMap(({ parts }) => parts.map(({ text }) => text)).join(''))).toBe(bare(body))
    }),
  )
})
