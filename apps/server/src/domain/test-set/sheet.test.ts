import type { Expectation, ExpectedCall, TestTurn, TestWords } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { readCases } from './import.ts'
import { writeSheet } from './sheet.ts'

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
const turn = (says: string, expected: Partial<Expectation> = {}): TestTurn => ({
  ...{ says: [[says]], only: null, expect: { ...NOTHING, ...expected } },
})
const read = (text: string) => readCases({ format: 'csv', text })

describe('a sheet', () => {
  test('carries what tools answer, and which are to be called and which not', () => {
    const standIns: TestWords['standIns'] = [
      { tool: 'order_status', outcome: 'done', result: '{"state": "shipped",  "by": "a, b; \\"c\\""}' },
      { tool: 'order_status', outcome: 'done', result: '{\n  "state": "late"\r\n}' },
      { tool: 'order_status', outcome: 'done', result: '"shipped"' },
      { tool: 'refund', outcome: 'refused', result: '' },
      { tool: '=a tool', outcome: 'failed', result: 'done and dusted' },
    ]
    const calls: ExpectedCall[] = [
      { tool: 'order_status', input: { order_id: '7', 'items[0].sku': '/^a;,"\\d+\n$/' } },
      { tool: '"refund"', input: {} },
    ]
    const cases: TestWords[] = [
      {
        ...{ name: 'tools', language: 'en', inboxId: null, standIns },
        turns: [turn('Where is order 7?', { calls }), turn('Thanks', { callsNot: ['refund', 'a tool'] })],
      },
      { name: 'none', language: null, inboxId: null, turns: [turn('Hi')] },
    ]

    expect(read(writeSheet(cases))).toEqual(cases)
    expect(read(writeSheet(cases).replaceAll('\n"', '\r\n"'))).toEqual(cases)
  })

  test('of before, without those columns, and one in another order are read', () => {
    const before = 'says;case;must_say\nHi;greeting;Hello\nBye;;See you'

    expect(read(before)).toEqual([
      {
        ...{ name: 'greeting', language: null, inboxId: null },
        turns: [turn('Hi', { says: ['Hello'] }), turn('Bye', { says: ['See you'] })],
      },
    ])
  })

  test.each([
    ['a call that is no JSON', 'a,Hi,,refund {order: 7},', 'row 2 (line 2 of the file), column must_call: '],
    ['a call of two things', 'a,Hi,,refund [7],', 'column must_call: '],
    ['a pattern that is none', 'a,Hi,,"refund {""id"": ""/(/""}",', 'column must_call: must be words'],
    ['a stand-in that does nothing', 'a,"Hi\nyou",refund maybe no,,', 'row 2 (line 2'],
    [
      'a stand-in in a later row',
      'a,"Hi\nyou",,,\na,Bye,refund done ok,,',
      'row 3 (line 4 of the file), column stand_ins: ',
    ],
    [
      'an action that is none',
      'a,Hi,,,\nb,Bye,,,jump',
      'case "b", row 3 (line 3 of the file), column actions: ',
    ],
    ['no words', 'a,Hi,,,\n,,,refund,', 'case "a", row 3 (line 3 of the file), column says: '],
    [
      'a tool twice as long as one may be',
      `a,Hi,${'x'.repeat(65)} done,,`,
      'row 2 (line 2 of the file), column stand_ins: ',
    ],
    ['a column that is none', 'a,Hi', 'the first row must name columns of'],
  ])('that cannot be read is told by its row, its line and its column: %s', (name, rows, sentence) => {
    const head = name === 'a column that is none' ? 'case,say' : 'case,says,stand_ins,must_call,actions'

    expect(() => read(`${head}\n${rows}`)).toThrow(sentence)
  })
})
