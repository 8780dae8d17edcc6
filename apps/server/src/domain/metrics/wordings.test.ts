import { describe, expect, test } from 'vitest'
import { groupWordings } from './wordings.ts'

const at = (position: string, text: string, count = 1) => ({ kind: 'ask', position, text, count })
const labels = (...wordings: ReturnType<typeof at>[]) => groupWordings(wordings).labels

describe('wordings', () => {
  test('with a name, a number or a date in them are one question, called as most runs had it', () => {
    expect(
      labels(
        at('0003', 'For Tuesday 4 March there is 19:00 or 20:30', 3),
        at('0003', 'For Friday 7 March there is 18:00 or 22:30', 2),
        at('0001', 'Hi Lucía, how many people?', 2),
        at('0001', 'Hi Sam, how many people?', 1),
      ),
    ).toEqual([
      { name: 'For Tuesday 4 March there is 19:00 or 20:30', wordings: 2 },
      { name: 'Hi Lucía, how many people?', wordings: 2 },
    ])
  })

  test('at the same place that have little in common are what two ways of the code ask', () => {
    const found = labels(
      at('0002', 'What is your order number?', 5),
      at('0002', 'Which city do you live in?', 4),
    )

    expect(found.map(({ name }) => name)).toEqual([
      'What is your order number?',
      'Which city do you live in?',
    ])
  })

  test('that are equal are one question at every place of a loop', () => {
    const { questions, labels: found } = groupWordings([
      at('0003', 'Anything else? 1 so far', 9),
      at('0005', 'Anything else? 2 so far', 7),
      at('0007', 'Anything else? 1 so far', 2),
    ])

    expect(questions).toEqual([0, 0, 0])
    expect(found).toEqual([{ name: 'Anything else? 1 so far', wordings: 2 }])
  })

  test('that are alike at different places stay apart', () => {
    expect(
      labels(at('0001', 'What is your first name?'), at('0002', 'What is your last name?')),
    ).toHaveLength(2)
  })

  test('without a letter, or in no Latin script, are known by what they are', () => {
    expect(labels(at('0001', '?'), at('0001', '!'), at('0001', 'שלום, כמה אנשים?'))).toHaveLength(3)
  })

  test('that have nothing in common are no more than forty questions at one place', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
    const names = letters.flatMap((a) => letters.map((b) => at('0001', `${a}${b} ${b}${a}x`)))

    expect(groupWordings(names).labels).toHaveLength(40)
  })
})
