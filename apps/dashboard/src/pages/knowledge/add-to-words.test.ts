import type { ArticleWords } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { addToWords } from './add-to-words.ts'

const WORDS: ArticleWords = {
  ...{ language: 'en', audience: 'public', title: 'Where do boats stand?' },
  ...{ body: 'In the shed.\n', alternates: ['Boats?'] },
}

test('the question is one more other wording, and what was answered ends the text', () => {
  const added = addToWords(WORDS, { questions: ['Where are\nthe canoes?'], answer: ' Behind it.\n' })

  expect(added).toEqual({
    ...WORDS,
    ...{ body: 'In the shed.\n\nBehind it.', alternates: ['Boats?', 'Where are the canoes?'] },
  })
  expect(addToWords({ ...WORDS, body: '' }, { questions: [], answer: 'Behind it.' }).body).toBe('Behind it.')
})

test('what stands there already is not added again, in whichever letters', () => {
  const questions = ['where do boats stand?', ' BOATS? ', 'Ships?', 'ships?', '']

  expect(addToWords(WORDS, { questions, answer: 'In the shed.' })).toEqual({
    ...WORDS,
    alternates: ['Boats?', 'Ships?'],
  })
  expect(addToWords(WORDS, { questions: [], answer: null })).toEqual(WORDS)
})

test('a question that is longer than another wording may be is cut, and the article can be saved', () => {
  const { alternates } = addToWords(WORDS, { questions: ['x'.repeat(400)], answer: null })

  expect(alternates[1]).toHaveLength(300)
})
