import type { ToolField } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { checkFields } from './check-fields.ts'
import { inputProblemEs } from './input-words.ts'
import { readInput } from './read-input.ts'

const field = (name: string, more: Partial<ToolField> = {}): ToolField => ({
  ...{ name, label: name, description: '', type: 'text', options: [], isRequired: false, ...more },
})
const FIELDS = [
  field('items', {
    ...{ type: 'group', isList: true, itemsMin: 1, itemsMax: 2, isRequired: true },
    fields: [
      field('sku', { isRequired: true, pattern: '^[A-Z]-\\d+$' }),
      field('quantity', { type: 'integer', min: 1, max: 9, default: 1 }),
    ],
  }),
  field('tags', { type: 'choice', options: ['gift', 'fragile'], isList: true }),
  field('address', {
    type: 'group',
    fields: [
      field('street', { isRequired: true, min: 3 }),
      field('place', { type: 'group', fields: [field('zip')] }),
    ],
  }),
  field('at', { type: 'datetime' }),
  field('mail', { type: 'email' }),
  field('site', { type: 'url' }),
  field('ref', { type: 'uuid' }),
]
const ITEM = { sku: 'A-7', quantity: 2 }

test('what fits is taken, what is left out at any level is not there, and a default is filled in', () => {
  const given = {
    ...{
      items: [{ sku: 'A-7', quantity: null }, ITEM],
      tags: ['gift'],
      at: '2026-12-31T18:00:00Z',
      ref: null,
    },
    ...{ address: { street: 'Main 1', place: { zip: '' } }, mail: 'ada@shop.example', site: '' },
  }

  expect(readInput(FIELDS, given)).toEqual({
    values: {
      ...{ items: [{ sku: 'A-7', quantity: 1 }, ITEM], tags: ['gift'], at: '2026-12-31T18:00:00Z' },
      ...{ address: { street: 'Main 1', place: {} }, mail: 'ada@shop.example' },
    },
  })
})

test.each([
  [{}, 'items is missing.'],
  [{ items: {} }, 'items must be a list.'],
  [{ items: [] }, 'items must be a list of 1 to 2.'],
  [{ items: ['A-7'] }, 'items[0] must be an object.'],
  [{ items: [ITEM, {}] }, 'items[1].sku is missing.'],
  [{ items: [{ sku: 'a7' }] }, 'items[0].sku must fit the pattern ^[A-Z]-\\d+$.'],
  [{ items: [{ sku: 'A-7', quantity: 2.5 }] }, 'items[0].quantity must be a whole number.'],
  [{ items: [{ sku: 'A-7', quantity: 10 }] }, 'items[0].quantity must be at most 9.'],
  [{ items: [{ sku: 'A-7', 'contact.id': '1' }] }, 'items[0]."contact.id" is no field of this tool.'],
  [{ items: [ITEM], tags: ['gift', 'free'] }, 'tags[1] must be one of: gift, fragile.'],
  [{ items: [ITEM], tags: 'gift' }, 'tags must be a list.'],
  [{ items: [ITEM], address: {} }, 'address.street is missing.'],
  [{ items: [ITEM], address: { street: 'M' } }, 'address.street must be a text of 3 to 1000 characters.'],
  [{ items: [ITEM], address: { street: 'Main', place: [1] } }, 'address.place must be an object.'],
  [{ items: [ITEM], at: '2026-02-30T18:00:00Z' }, 'at must be a date and time such as 2026-12-31T18:00:00Z.'],
  [{ items: [ITEM], mail: 'ada' }, 'mail must be an e-mail address.'],
  [{ items: [ITEM], site: 'javascript:1' }, 'site must be an address that begins with https:// or http://.'],
  [{ items: [ITEM], ref: '7' }, 'ref must be a UUID.'],
  [{ items: [{ sku: 'x'.repeat(9_000) }] }, 'The input is too long.'],
])('%j is refused in words that say where', (given, problem) => {
  expect(readInput(FIELDS, given)).toEqual({ problem })
})

test('a pattern that comes to no end refuses, and holds nobody up', () => {
  const slow = field('n', { pattern: '^(a+)+$' })

  expect(readInput([slow], { n: `${'a'.repeat(60)}!` })).toEqual({
    problem: 'n could not be checked: shorten it.',
  })
})

test('many texts that each take long are no more than one', () => {
  // Each fits, in its own time.
  const slow = field('n', { isList: true, pattern: '^(?:(?:a+)+b|a+!)$' })
  const texts = Array.from({ length: 50 }, () => `${'a'.repeat(20)}!`)

  expect(readInput([slow], { n: texts })).toEqual({
    problem: expect.stringMatching(/^n\[\d+\] could not be checked: shorten it\.$/),
  })
})

test('a pattern that might come to no end is not saved', () => {
  expect(checkFields([field('n', { pattern: '^(a+)+$' })])).toMatchObject([
    { path: ['fields', 0, 'pattern'], message: expect.stringMatching(/^It repeats/) },
  ])
  expect(checkFields([field('n', { pattern: '^(a+,)+$' })])).toEqual([])
})

test('each thing that may be wrong is said in Spanish too', () => {
  const one = (type: ToolField['type'], more: Partial<ToolField> = {}) =>
    field('x', { type, options: ['a'], fields: [], isRequired: true, ...more })
  const types = [
    'integer',
    'number',
    'boolean',
    'choice',
    'date',
    'datetime',
    'email',
    'uuid',
    'url',
    'group',
  ]
  const tried: [ToolField, unknown][] = [
    ...types.map((type): [ToolField, unknown] => [one(type as ToolField['type']), ' ']),
    [one('text'), 7],
    [one('text'), undefined],
    [one('text', { min: 2 }), 'a'],
    [one('text', { pattern: '^b' }), 'a'],
    [one('text', { isList: true }), 'a'],
    [one('text', { isList: true, itemsMax: 1 }), ['a', 'b']],
    [one('integer', { min: 3 }), 2],
    [one('integer', { max: 8 }), 9],
  ]
  const whole = [{ y: 1 }, [], { y: 'z'.repeat(9_000) }].map((input) => readInput([], input))
  const read = [...tried.map(([of, value]) => readInput([of], { x: value })), ...whole]
  const problems = read.map((one) => ('problem' in one ? one.problem : ''))

  expect(problems).not.toContain('')
  expect(problems.filter((problem) => inputProblemEs(problem) === problem)).toEqual([])
})
