import { expect, test } from 'vitest'
import { readPartialDraft } from './partial-draft.ts'

const written = (text: string, over: object = {}) =>
  JSON.stringify({
    ...{ action: 'answer', reason: 'none', citations: [{ id: 'p1', quote: 'Three "days"' }], text },
    ...over,
  })
/** What is shown of it, after each sign that is written. */
function shownOf(json: string): string[] {
  const texts = Array.from(json, (_, at) => readPartialDraft(json.slice(0, at + 1))?.text)
  return [...new Set(texts.filter((text) => text !== undefined))]
}

test('a draft is shown by whole sentences, and never its last one', () => {
  expect(shownOf(written('It takes 3.5 days. It is “free”\\n. Write to Dr. Ruiz. Ask us'))).toEqual([
    'It takes 3.5 days.',
    'It takes 3.5 days. It is “free”\\n.',
    'It takes 3.5 days. It is “free”\\n. Write to Dr. Ruiz.',
  ])
})

test('from the sentence with an address on nothing more is shown', () => {
  expect(shownOf(written('It is free. See evil.example.com now. It is fast. Bye.'))).toEqual(['It is free.'])
  expect(shownOf(written('It is free. Write to a@b.example. It is fast. Bye.'))).toEqual(['It is free.'])
})

test.each([
  ['asks back', written('One. Two. Three.', { action: 'clarify' })],
  ['cites nothing', written('One. Two. Three.', { citations: [] })],
  [
    'says its text before what it cites',
    '{"action":"answer","text":"One. Two. Three.","citations":[{"id":"p1"',
  ],
  ['is no draft', '["One. Two. Three."'],
])('a draft that %s is not shown', (_name, json) => {
  expect(shownOf(json)).toEqual([])
})
