import { expect, test } from 'vitest'
import { questionsIn, splitQuestions } from './questions-in.ts'

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

const FIVE = ['Do you ship?', 'Is it dear?', 'Is parking free?', 'Are dogs welcome?', 'Is lunch served?']

test.each([
  ['Do you deliver to Salta? How much is shipping? Thanks!', 2],
  ['Do you deliver to Salta? How much is shipping? Parking?', 0],
  ['My booking is for Friday night.\nCan I cancel my booking? Do you refund deposits?', 0],
  [`Where is the shop door? ${FIVE.map((one) => one.replace('?', ' in Salta today?')).join(' ')}`, 6],
])('nothing of %j is lost where it is split into %i', (text, count) => {
  expect(splitQuestions(text, 'en')).toHaveLength(count)
})
