import {
  AppError,
  type Expectation,
  type ExpectedCall,
  newId,
  type TestTurn,
  type TestWords,
} from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { importCases } from './import.ts'
import { writeSheet } from './sheet.ts'
import { createSet } from './write.ts'

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
const turn = (says: string, expected: Partial<Expectation> = {}): TestTurn => ({
  ...{ says: [[says]], only: null, expect: { ...NOTHING, ...expected } },
})

const { db } = await testDatabase()
const orgId = await anOrg(db)
const GATES = { isEvaluatedAfterPublish: false, shareNeeded: null, articleShareNeeded: null }

type Format = 'csv' | 'json'

/** What a set without cases has after the import. */
function read(text: string, format: Format = 'csv'): Promise<TestWords[]> {
  return db.withOrg(orgId, async (tx) => {
    const { id: setId } = await createSet(tx, { ...GATES, name: newId(), plays: 1, clientId: newId() })
    const cases = await importCases(tx, setId, { format, text })
    return cases.map(({ id: _, changedAt: _at, ...words }) => words)
  })
}

async function refusalOf(text: string, format: Format = 'csv'): Promise<AppError> {
  const error = await read(text, format).catch((thrown: unknown) => thrown)
  if (error instanceof AppError) return error
  throw new Error('It was taken.')
}

const ACTIONS = 'Elige uno de estos: answer, clarify, suggest, handoff.'

describe('a sheet', () => {
  test('carries what tools answer, and which are to be called and which not', async () => {
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

    expect(await read(writeSheet(cases))).toEqual(cases)
    expect(await read(writeSheet(cases).replaceAll('\n"', '\r\n"'))).toEqual(cases)
  })

  test('carries cases of one name as the cases that they are, written or exported', async () => {
    const words = { name: 'parking', language: 'en', inboxId: null }
    const cases: TestWords[] = [
      { ...words, turns: [turn('Where can I park?', { says: ['behind'] }), turn('Thanks')] },
      { ...words, turns: [turn('Where can I park?', { says: ['free'] })] },
      { ...words, language: 'es', turns: [turn('¿Dónde estaciono?')] },
    ]

    expect(await read(writeSheet(cases))).toEqual(cases)

    const written = 'case,turn,language,says\na,,en,Hi\na,,en,Bye\na,,es,Hola\na,1,es,Chau\n,,,Gracias'
    expect((await read(written)).map(({ name, language, turns }) => [name, language, turns.length])).toEqual([
      ['a', 'en', 2],
      ['a', 'es', 1],
      ['a', 'es', 2],
    ])
  })

  test('carries texts of several lines, in quotes, and such as a sheet takes for formulas', async () => {
    const [long, quoted] = ['Hi,\n\nwhere is "order 7"?', '"Hello there"']
    const cases: TestWords[] = [
      {
        ...{ name: "'=odd", language: null, inboxId: null },
        turns: [
          { ...turn(''), says: [[long, quoted], ["'-1 or +1"]] },
          turn('=1+1', { says: ['one\ntwo', quoted], saysNot: ['a\nb'], cites: ['=An article'] }),
        ],
      },
    ]

    expect(await read(writeSheet(cases))).toEqual(cases)
  })

  test.each([
    ['a turn that is left out', 'a,1,,Hi\na,3,,Bye', 'row 3 (line 3 of the file), column turn: must be 2'],
    ['a case that begins later', 'a,2,,Hi', 'row 2 (line 2 of the file), column turn: must be 1'],
    ['another name in a case', 'a,1,,Hi\nb,2,,Bye', 'column case: must be the name of the case above'],
    ['another language in a case', 'a,1,en,Hi\n,,es,Bye', 'column language: a case has one language'],
  ])('of which it cannot be said where a case begins is refused: %s', async (_, rows, sentence) => {
    await expect(read(`case,turn,language,says\n${rows}`)).rejects.toThrow(sentence)
  })

  test('tells all that is wrong in it, in the words of both languages', async () => {
    const rows = 'a,Hi,jump,\nb,Bye,,"refund {\nrefund ["\nc,Bye,,refund ['

    const cells = expect.objectContaining({
      message: expect.stringMatching(/^text: case "a", row 2 .*column actions: /),
      issues: [
        expect.objectContaining({
          messageEs: `Caso «a», fila 2 (línea 2 del archivo), columna actions: ${ACTIONS}`,
        }),
        {
          path: ['text'],
          message: expect.stringMatching(/^Row 3 \(line 3 of the file\), column must_call: each line/),
          messageEs: expect.stringMatching(/^Fila 3 \(línea 3 del archivo\), columna must_call: cada línea/),
        },
        expect.objectContaining({ messageEs: expect.stringContaining('Fila 4 (línea 5') }),
      ],
    })
    expect(await refusalOf(`case,says,actions,must_call\n${rows}`)).toEqual(cells)

    const { issues } = await refusalOf('case,says,actions\na,Hi,jump\nb,Bye,leap')
    expect(issues.map(({ messageEs }) => messageEs)).toEqual([
      `Caso «a», fila 2 (línea 2 del archivo), columna actions: ${ACTIONS}`,
      `Caso «b», fila 3 (línea 3 del archivo), columna actions: ${ACTIONS}`,
    ])
    const many = Array.from({ length: 30 }, (_, at) => `${at},Hi,jump`).join('\n')
    expect((await refusalOf(`case,says,actions\n${many}`)).issues.at(-1)).toMatchObject({
      message: '10 more are not shown.',
    })
  })

  test('tells wrong columns and wrong contents in one round, from above to below', async () => {
    const issues = async (text: string) => (await refusalOf(text)).issues.map(({ message }) => message)
    const text = 'cases,Say,says,actions,language,language,\na,,Hi,jump,en,,\nb,,,answer,,,x'

    expect(await issues(text)).toEqual([
      'There is no column "cases": case is probably meant.',
      expect.stringContaining('There is no column "say". The first row must name columns of case, turn,'),
      'The column language stands there twice: take one out.',
      expect.stringContaining('Column 7 has cells and no name in the first row.'),
      'Case "a", row 2 (line 2 of the file), column actions: ' +
        'Choose one of these: answer, clarify, suggest, handoff.',
      'Case "b", row 3 (line 3 of the file), column says: Write what the contact says.',
    ])
    expect(await issues('case,actions\na,jump')).toEqual([
      expect.stringContaining('The column says is missing'),
      expect.stringContaining('Case "a", row 2 (line 2 of the file), column actions: '),
    ])
    expect(await issues('case,says,actions\na,Hi,jump\nb,"Bye')).toEqual([
      expect.stringContaining('Case "a", row 2'),
      'Row 3 has a quoted cell without an end: nothing below it can be read.',
    ])
    expect(await read('case,says,,\na,Hi,,')).toHaveLength(1)
    expect(await issues('says,actions\nHi,jump')).toEqual([
      expect.stringContaining('The column case is missing'),
      expect.stringMatching(/^Row 2 \(line 2 of the file\), column actions: /),
    ])
  })

  test.each([
    ['csv', ''],
    ['csv', ' \n\n'],
    ['json', '\n'],
  ] as const)('that is empty is called so: %s', async (format, text) => {
    await expect(read(text, format)).rejects.toThrow('text: the file is empty.')
  })

  test('of before, without those columns, and one in another order are read', async () => {
    const before = 'says;case;must_say\nHi;greeting;Hello\nBye;;See you'

    expect(await read(before)).toEqual([
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
    ['a column that is none', 'a,Hi', 'The first row must name columns of'],
  ])('that cannot be read is told by its row, its line and its column: %s', async (name, rows, sentence) => {
    const head =
      name === 'a column that is none' ? 'case,says,colour' : 'case,says,stand_ins,must_call,actions'

    await expect(read(`${head}\n${rows}`)).rejects.toThrow(sentence)
  })
})

describe('a file of JSON', () => {
  const issues = async (text: string) => (await refusalOf(text, 'json')).issues.map(({ message }) => message)

  test('is told by the number of a case and its field, as people count', async () => {
    const wrong = {
      name: 'b',
      language: null,
      inboxId: null,
      turns: [turn('Hi'), turn('Bye', { says: ['/(/'] })],
    }

    expect(await issues(JSON.stringify([{ ...wrong, turns: [turn('Hi')] }, wrong, 5]))).toEqual([
      expect.stringMatching(
        /^Case number 2, "b", field "turns 2 › expect › says 1": This pattern cannot be read/,
      ),
      expect.stringMatching(/^Case number 3, all of it: /),
    ])
  })

  test('that cannot be read names where', async () => {
    expect(await issues('[\n{"name": "a",}\n]')).toEqual([
      'The file cannot be read as JSON: look at line 2, character 14.',
    ])
  })
})
