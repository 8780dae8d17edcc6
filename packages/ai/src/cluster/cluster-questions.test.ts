import { expect, test } from 'vitest'
import { clusterQuestions } from './cluster-questions.ts'

const asked = (language: string, ...texts: string[]) => texts.map((text) => ({ text, language }))
const texts = (clusters: { text: string }[][]) => clusters.map((one) => one.map(({ text }) => text))

test('questions in about the same words are one, in other words or another language another', () => {
  const clusters = clusterQuestions([
    ...asked(
      'en',
      'Do you deliver to Norway?',
      'Do you have a table outside?',
      'do you DELIVER in Norway',
      'Norway',
    ),
    ...asked('es', '¿Entregan en Norway?', '¿entregan a Norway?'),
    ...asked('en', '??', ' ?? ', '!!'),
  ])

  expect(texts(clusters)).toEqual([
    ['Do you deliver to Norway?', 'do you DELIVER in Norway', 'Norway'],
    ['Do you have a table outside?'],
    ['¿Entregan en Norway?', '¿entregan a Norway?'],
    ['??', ' ?? '],
    ['!!'],
  ])
})
