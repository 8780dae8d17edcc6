import { messenger, whatsapp } from '@hilo/channels'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aBody, aText } from '../../testing/whatsapp.ts'
import { lineOf, linesOf, partOf, readJson, WHOLE } from './lines.ts'

const APP = 'app'
const read = (text: string) => linesOf(APP, { json: readJson(Buffer.from(text)), bytes: text.length })
const lines = (body: unknown) => read(JSON.stringify(body))

const account = fc.constantFrom('1', '2', '3', 7, null)
const change = fc.record(
  { field: fc.constantFrom('messages', 'account_alerts', 5), value: fc.anything() },
  { requiredKeys: [] },
)
const ofNumber = account.map((phone_number_id) => ({
  field: 'messages',
  value: { metadata: { phone_number_id }, messages: [aText('hello')], statuses: [{ id: 'x' }] },
}))
const said = fc.record({ sender: fc.constant({ id: 's' }), recipient: account, message: fc.anything() })
const entry = fc.oneof(
  fc.anything(),
  fc.record(
    {
      id: account,
      time: fc.constant(1_700_000_000),
      changes: fc.array(fc.oneof(change, ofNumber), { maxLength: 4 }),
      messaging: fc.array(said, { maxLength: 3 }),
      standby: fc.array(said, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
)

describe('the parts of an event that are in its lines', () => {
  test.each([
    ['WhatsApp', whatsapp],
    ['Messenger', messenger],
  ])('are the whole of it, each item once: %s', (_, channel) => {
    const at = new Date(0)
    const itemsOf = (body: unknown) => channel.parse(body, at).map((event) => JSON.stringify(event))
    const property = fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
      const body = JSON.parse(JSON.stringify({ object: 'page', entry: entries })) as unknown
      const parts = lines(body).flatMap((line) => itemsOf(partOf(body, APP, line)))
      expect(parts.toSorted()).toEqual(itemsOf(body).toSorted())
    })
    fc.assert(property, { numRuns: 1_000 })
  })

  test('keep the order of what one account was sent', () => {
    const texts = ['one', 'two', 'three'].map((text) => aText(text))
    const bodies = ['1', '2', '1'].map(
      (id, at) => aBody(id, { messages: [texts[at]] }) as { entry: unknown[] },
    )
    const body = { object: 'whatsapp_business_account', entry: bodies.flatMap((one) => one.entry) }

    expect(lines(body)).toEqual([lineOf(APP, '1'), lineOf(APP, '2')])
    const part = whatsapp.parse(partOf(body, APP, lineOf(APP, '1')))
    expect(part).toMatchObject([{ content: { text: 'one' } }, { content: { text: 'three' } }])
  })
})

test.each<[string, unknown]>([
  ['no object', 5],
  ['no entries', {}],
  ['an entry that is a word', { entry: 'all' }],
  ['an empty list', { entry: [] }],
])('a body with %s is in one line, as a whole', (_, body) => {
  expect(lines(body)).toEqual([WHOLE])
  expect(partOf(body, APP, WHOLE)).toEqual(body)
})

test('what is no JSON is in one line', () => {
  expect(read('{"entry":')).toEqual([WHOLE])
})

test('a name that no table takes, or that is very long, is still one that finds its part', () => {
  for (const id of ['a\0b', '\ud800', `${'x'.repeat(99)}\u{1F44D}`, 'y'.repeat(5_000)]) {
    const body = aBody(id, { messages: [aText('hello')] })
    const [line = ''] = lines(body)

    expect(Buffer.from(line).toString()).toBe(line)
    expect(line.length).toBeLessThan(120)
    expect(whatsapp.parse(partOf(body, APP, line))).toHaveLength(1)
  }
})

test('a body that would be read over and over for its many accounts is in one line, as a whole', () => {
  const accounts = (count: number) => ({
    entry: Array.from({ length: count }, (_, nth) => ({ id: `page ${nth}`, messaging: [] })),
  })

  expect(lines(accounts(100))).toHaveLength(100)
  const many = accounts(3_000)
  expect(lines(many)).toEqual([WHOLE])
  expect(partOf(many, APP, WHOLE)).toBe(many)
})

test('a body that is in one line is its own part, and is not copied', () => {
  const body = aBody('1', { messages: [aText('hello')] })

  expect(partOf(body, APP, lineOf(APP, '1'))).toBe(body)
})
