import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows } from './read-csv.ts'

const questions = (text: string) => readRows(text).questions.map(({ question, answer }) => [question, answer])

describe('readRows', () => {
  test.each([
    [
      'Open?,From nine.\nPrice?,Ten.',
      [
        ['Open?', 'From nine.'],
        ['Price?', 'Ten.'],
      ],
    ],
    ['Pregunta;Respuesta\r\n¿Abren?;A las 9, siempre.\r\n', [['¿Abren?', 'A las 9, siempre.']]],
    [
      'Open?\tFrom nine.\n\n\t\nPrice?\tTen.',
      [
        ['Open?', 'From nine.'],
        ['Price?', 'Ten.'],
      ],
    ],
    [
      '"Say ""hi""?","One,\ntwo."\nB?,C',
      [
        ['Say "hi"?', 'One,\ntwo.'],
        ['B?', 'C'],
      ],
    ],
    ['\uFEFFquestion,answer,others\nA?,B,', [['A?', 'B']]],
    ['"A?",  B  ', [['A?', 'B']]],
    ['"A?","B', [['A?', 'B']]],
  ])('of %j', (text, expected) => {
    expect(questions(text)).toEqual(expected)
  })

  test('says which rows are none, and takes the others', () => {
    const read = readRows(`A?,B,C?|D?\n,B\nE?,\nA?,Again\n${'x'.repeat(301)}?,B`)

    expect(read.questions).toEqual([{ question: 'A?', answer: 'B', alternates: ['C?', 'D?'] }])
    expect(read.problems).toEqual([
      { row: 2, problem: 'question_missing' },
      { row: 3, problem: 'answer_missing' },
      { row: 4, problem: 'twice' },
      { row: 5, problem: 'too_long' },
    ])
  })

  test('reads what a spreadsheet writes, whatever is in its cells', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab",;\t\n'), minLength: 1, maxLength: 8 })
    const row = fc.tuple(cell, cell).filter((cells) => cells.every((one) => one.trim() !== ''))
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ([question]) => question.trim(), maxLength: 5 }),
        (rows) => {
          const text = rows
            .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
            .join('\n')

          expect(questions(text)).toEqual(rows.map(([question, answer]) => [question.trim(), answer.trim()]))
        },
      ),
    )
  })
})
