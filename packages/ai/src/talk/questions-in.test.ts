import { expect, test } from 'vitest'
import { questionsIn } from './questions-in.ts'

test.each([
  [
    'Can I cancel my booking?\nAnd do you have a kids menu?',
    ['Can I cancel my booking?', 'And do you have a kids menu?'],
  ],
  [
    'Do you deliver to Salta? How much is shipping? Thanks!',
    ['Do you deliver to Salta?', 'How much is shipping?'],
  ],
  ['Can I cancel my booking?', []],
  ['Can I cancel my booking? Really?', []],
  ['My booking is for Friday.\nCan I cancel my booking?', []],
  ['Can I cancel my booking? Can I cancel my booking?', []],
])('of %j it is %j', (text, questions) => {
  expect(questionsIn(text, 'en')).toEqual(questions)
})
