import type { Choice, Content, ContentOf } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areButtons, listButtonOf } from './choices.ts'
import { whatsapp } from './whatsapp.ts'

type Options = { text?: string; choices: Choice[]; button?: string }
const ask = ({ text = 'Which one?', ...rest }: Options): Content[] =>
  whatsapp.parts({ type: 'choices', text, ...rest })
const titled = (...titles: string[]): Choice[] => titles.map((title, at) => ({ id: `id-${at}`, title }))
const layoutOf = (part: Content | undefined) =>
  part?.type === 'choices' ? (areButtons(part) ? 'buttons' : 'list') : part?.type
const lengthOf = (text: string) => [...text].length

describe('layout', () => {
  test.each([
    ['up to three short ones are buttons', titled('Yes', 'No', 'Later'), 'buttons'],
    ['a title of 20 characters is a button', titled('x'.repeat(20)), 'buttons'],
    ['a title of 21 characters needs a list', titled('x'.repeat(21)), 'list'],
    ['equal titles without room for a number need a list', titled('x'.repeat(20), 'x'.repeat(20)), 'list'],
    ['four need a list', titled('1', '2', '3', '4'), 'list'],
    ['a description needs a list', [{ id: 'a', title: 'A', description: 'More' }], 'list'],
    ['an empty description does not', [{ id: 'a', title: 'A', description: '' }], 'buttons'],
    ['ten fit a list', titled(...'abcdefghij'), 'list'],
    ['eleven are a text', titled(...'abcdefghijk'), 'text'],
    [
      'a description that is too long is a text',
      [{ id: 'a', title: 'A', description: 'x'.repeat(73) }],
      'text',
    ],
    ['a title that fits nowhere is a text', titled('x'.repeat(73)), 'text'],
    [
      'an id that is too long is a text',
      [...titled('A', 'B', 'C'), { id: 'x'.repeat(201), title: 'D' }],
      'text',
    ],
    [
      'equal ids are a text',
      [
        { id: 'a', title: 'A' },
        { id: 'a ', title: 'B' },
      ],
      'text',
    ],
    ['an id of spaces is a text', [{ id: '  ', title: 'A' }], 'text'],
  ])('%s', (_name, choices, layout) => {
    expect(layoutOf(ask({ choices }).at(-1))).toBe(layout)
  })

  test('a question without words is a text, for a body may not be empty', () => {
    expect(ask({ text: ' ', choices: titled('Yes', 'No') })).toEqual([
      { type: 'text', text: '1. Yes\n2. No' },
    ])
  })
})

describe('buttons and lists', () => {
  test('keep the ids, without outer spaces', () => {
    expect(ask({ choices: [{ id: ' yes ', title: ' Yes\n' }] })).toMatchObject([
      { choices: [{ id: 'yes', title: 'Yes' }] },
    ])
  })

  test('make equal titles different', () => {
    expect(ask({ choices: titled('Table', 'Table', 'Table') })).toMatchObject([
      { choices: [{ title: 'Table' }, { title: 'Table (2)' }, { title: 'Table (3)' }] },
    ])
  })

  test('show a title that was cut in whole below it', () => {
    const title = 'A table by the window for two'

    expect(ask({ choices: [{ id: 'a', title, description: 'Free' }] })).toMatchObject([
      { choices: [{ id: 'a', title: 'A table by the window f…', description: `${title} - Free` }] },
    ])
  })

  test('keep long titles apart that begin the same', () => {
    const [part] = ask({ choices: titled('A table by the window, north', 'A table by the window, south') })

    expect(part).toMatchObject({
      choices: [
        { title: 'A table by the window,…', description: 'A table by the window, north' },
        {
          title: 'A table by the wind… (2)',
          description: 'A table by the window, south',
        },
      ],
    })
  })

  test('open with a label of our own when the author gave none', () => {
    const choices = titled('A')

    expect(listButtonOf({ type: 'choices', text: '?', choices })).toBe('Options')
    expect(listButtonOf({ type: 'choices', text: '?', choices, button: 'See all the free times' })).toBe(
      'See all the free ti…',
    )
  })
})

describe('a long question', () => {
  test('is sent first, and its last paragraph with the buttons', () => {
    const story = 'Once upon a time. '.repeat(70).trim()

    expect(ask({ text: `${story}\n\nWhich one?`, choices: titled('Yes') })).toEqual([
      { type: 'text', text: story },
      { type: 'choices', text: 'Which one?', choices: titled('Yes') },
    ])
  })

  test('fits a list where it does not fit buttons', () => {
    const text = 'x'.repeat(3000)

    expect(ask({ text, choices: titled('1', '2', '3', '4') })).toMatchObject([{ type: 'choices', text }])
  })
})

test('a menu has 0 for the option that leads back', () => {
  const back: Choice = { id: 'back', title: 'Back', back: true }
  const [part] = ask({ choices: [...titled(...'abcdefghijk'), back] })

  expect(part).toMatchObject({ text: expect.stringMatching(/11\. k\n0\. Back$/) })
})

test('a menu has numbers that a contact can answer with', () => {
  const choices = [...titled(...'abcdefghij'), { id: 'k', title: 'k', description: 'the last' }]

  expect(ask({ choices })).toEqual([
    {
      type: 'text',
      text: `Which one?\n\n${[...'abcdefghij'].map((title, at) => `${at + 1}. ${title}`).join('\n')}\n11. k - the last`,
    },
  ])
})

const label = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: max })
const choice: fc.Arbitrary<Choice> = fc.record(
  {
    id: fc.oneof(fc.uuid(), label(8), fc.string({ minLength: 190, maxLength: 200 })),
    title: fc.oneof(label(8), label(30), label(90), fc.constantFrom('Yes', 'No', ' ')),
    description: fc.oneof(label(20), label(100)),
  },
  { requiredKeys: ['id', 'title'] },
)
const question: fc.Arbitrary<ContentOf<'choices'>> = fc.record(
  {
    type: fc.constant('choices' as const),
    text: fc.oneof(label(40), fc.lorem({ maxCount: 400 }), fc.string({ minLength: 900, maxLength: 5000 })),
    choices: fc.array(choice, { minLength: 1, maxLength: 12 }),
    button: label(40),
  },
  { requiredKeys: ['type', 'text', 'choices'] },
)

describe('whatever is asked', () => {
  const withoutSpace = (text: string) => text.replace(/\s/g, '')
  const shownBy = (part: Content) => {
    if (part.type !== 'choices') return part.type === 'text' ? part.text : ''
    return [part.text, ...part.choices.flatMap(({ title, description }) => [title, description ?? ''])].join(
      '',
    )
  }

  test('no part breaks a limit', () => {
    fc.assert(
      fc.property(question, (content) => {
        for (const part of whatsapp.parts(content)) {
          if (part.type === 'text') expect(lengthOf(part.text)).toBeLessThanOrEqual(4096)
          if (part.type !== 'choices') continue
          const [titleMax, idMax, bodyMax, countMax] = areButtons(part)
            ? [20, 256, 1024, 3]
            : [24, 200, 4096, 10]
          expect(part.choices.length).toBeLessThanOrEqual(countMax)
          expect(lengthOf(part.text)).toBeLessThanOrEqual(bodyMax)
          expect(part.text.trim()).not.toBe('')
          expect(lengthOf(listButtonOf(part))).toBeLessThanOrEqual(20)
          expect(new Set(part.choices.map(({ title }) => title)).size).toBe(part.choices.length)
          for (const { id, title, description = '' } of part.choices) {
            expect(id).toBe(id.trim())
            expect(lengthOf(id)).toBeLessThanOrEqual(idMax)
            expect(title.trim()).not.toBe('')
            expect(lengthOf(title)).toBeLessThanOrEqual(titleMax)
            expect(lengthOf(description)).toBeLessThanOrEqual(72)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('nothing of the question or of the options is lost', () => {
    fc.assert(
      fc.property(question, (content) => {
        const shown = withoutSpace(whatsapp.parts(content).map(shownBy).join(''))

        expect(shown.startsWith(withoutSpace(content.text))).toBe(true)
        for (const { title, description = '' } of content.choices) {
          expect(shown).toContain(withoutSpace(title))
          expect(shown).toContain(withoutSpace(description))
        }
      }),
      { numRuns: 500 },
    )
  })

  test('parts of a part are the part itself', () => {
    fc.assert(
      fc.property(question, (content) => {
        for (const part of whatsapp.parts(content)) expect(whatsapp.parts(part)).toEqual([part])
      }),
      { numRuns: 300 },
    )
  })
})
