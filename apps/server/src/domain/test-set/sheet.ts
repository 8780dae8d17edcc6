import { AppError, type Expectation, type StandIn, type TestTurn, type TestWords } from '@hilo/protocol'
import { type Row, readRows, writeRow } from './csv.ts'
import {
  CALL_LINES,
  callLine,
  readCall,
  readStandIn,
  readTool,
  STAND_IN_LINES,
  standInLine,
  TOOL_LINES,
  toolLine,
} from './tool-cells.ts'

/**
 * Test cases as a sheet: a row a turn, the turns of a case below each other under its name. In a cell each
 * line is one of several; in `says` an empty line parts the ways of saying it. What tools answer stands in
 * the first row of a case.
 */

const COLUMNS = [
  ...(['case', 'language', 'inbox', 'says', 'only_after', 'only_if_said', 'actions', 'reasons'] as const),
  ...(['must_say', 'must_not_say', 'cites', 'stand_ins', 'must_call', 'must_not_call'] as const),
] as const
type Column = (typeof COLUMNS)[number]
type Cells = Record<Column, string>

/** Where what is expected stands. */
const EXPECTED: Readonly<Record<keyof Expectation, Column>> = {
  ...{ actions: 'actions', reasons: 'reasons', says: 'must_say', saysNot: 'must_not_say', cites: 'cites' },
  ...{ calls: 'must_call', callsNot: 'must_not_call' },
}

export function writeSheet(cases: readonly TestWords[]): string {
  const rows = cases.flatMap((one) => one.turns.map((turn, nth) => cellsOf(one, turn, nth === 0)))
  return [writeRow(COLUMNS), ...rows.map((cells) => writeRow(COLUMNS.map((name) => cells[name])))].join('\n')
}

function cellsOf(
  { name, language, inboxId, standIns = [] }: TestWords,
  { says, only, expect }: TestTurn,
  isFirst: boolean,
): Cells {
  return {
    ...{ case: name, language: language ?? '', inbox: inboxId ?? '' },
    says: says.map((way) => way.join('\n')).join('\n\n'),
    only_after: (only?.actions ?? []).join('\n'),
    only_if_said: (only?.says ?? []).join('\n'),
    actions: expect.actions.join('\n'),
    reasons: expect.reasons.join('\n'),
    must_say: expect.says.join('\n'),
    must_not_say: expect.saysNot.join('\n'),
    cites: expect.cites.join('\n'),
    stand_ins: isFirst ? standIns.map(standInLine).join('\n') : '',
    must_call: (expect.calls ?? []).map(callLine).join('\n'),
    must_not_call: (expect.callsNot ?? []).map(toolLine).join('\n'),
  }
}

type Case = Omit<TestWords, 'turns'> & { turns: unknown[] }
/** What the rows say, to be looked at as cases of any other source are, and where something of one stands. */
export type Sheet = { cases: Case[]; where(nth: number, path: readonly PropertyKey[]): string }

/** @throws AppError `invalid_request` when it is no such sheet. */
export function readSheet(text: string): Sheet {
  const [head, ...rows] = readRows(text)
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase())
  const strange = names.find((name) => !(COLUMNS as readonly string[]).includes(name))
  if (strange !== undefined || !names.includes('case') || !names.includes('says'))
    throw new AppError('invalid_request', `text: the first row must name columns of ${COLUMNS.join(', ')}.`)
  const found: { words: Case; rows: Row[] }[] = []
  for (const row of rows) {
    const cell = (name: Column) => (row.cells[names.indexOf(name)] ?? '').trim()
    const linesIn = readerOf(row, cell)
    const last = found.at(-1)
    const name = cell('case') || (last?.words.name ?? '')
    const turn = turnOf(cell, linesIn)
    if (last?.words.name === name) {
      if (cell('stand_ins') !== '') refuse(row, 'stand_ins', 'must stand in the first row of the case')
      last.words.turns.push(turn)
      last.rows.push(row)
      continue
    }
    const standIns: StandIn[] = linesIn('stand_ins', readStandIn, STAND_IN_LINES)
    const begun = { name, language: cell('language') || null, inboxId: cell('inbox') || null }
    found.push({ words: { ...begun, ...(standIns.length > 0 && { standIns }), turns: [turn] }, rows: [row] })
  }
  return {
    cases: found.map(({ words }) => words),
    where: (nth, path) => placeIn(found[nth]?.rows ?? [], path),
  }
}

type Cell = (name: Column) => string
type LinesIn = <T>(column: Column, read: (line: string) => T | null, wanted: string) => T[]

function readerOf(row: Row, cell: Cell): LinesIn {
  return (column, read, wanted) =>
    linesOf(cell(column)).map((line) => read(line) ?? refuse(row, column, wanted))
}

function turnOf(cell: Cell, linesIn: LinesIn): unknown {
  const only = { actions: linesOf(cell('only_after')), says: linesOf(cell('only_if_said')) }
  const calls = linesIn('must_call', readCall, CALL_LINES)
  const callsNot = linesIn('must_not_call', readTool, TOOL_LINES)
  return {
    says: cell('says')
      .split(/\r?\n\s*\r?\n/)
      .map(linesOf),
    only: only.actions.length + only.says.length > 0 ? only : null,
    expect: {
      ...{ actions: linesOf(cell('actions')), reasons: linesOf(cell('reasons')) },
      ...{ says: linesOf(cell('must_say')), saysNot: linesOf(cell('must_not_say')) },
      cites: linesOf(cell('cites')),
      ...(calls.length > 0 && { calls }),
      ...(callsNot.length > 0 && { callsNot }),
    },
  }
}

/** Where a part of a case stands, such as `turns`, 2, `expect`, `says`. */
function placeIn(rows: readonly Row[], [first, nth, part, inner]: readonly PropertyKey[]): string {
  const row = rows[first === 'turns' && typeof nth === 'number' ? nth : 0]
  return row ? placeOf(row, columnOf({ first, part, inner })) : 'all of it'
}

type Parts = Record<'first' | 'part' | 'inner', PropertyKey | undefined>

function columnOf({ first, part, inner }: Parts): Column {
  if (first === 'name') return 'case'
  if (first === 'language') return 'language'
  if (first === 'inboxId') return 'inbox'
  if (first === 'standIns') return 'stand_ins'
  if (part === 'only') return inner === 'actions' ? 'only_after' : 'only_if_said'
  return part === 'expect' ? (EXPECTED[inner as keyof Expectation] ?? 'actions') : 'says'
}

function placeOf({ nth, line }: Row, column: Column): string {
  return `row ${nth} (line ${line} of the file), column ${column}`
}

/** @throws AppError `invalid_request` */
function refuse(row: Row, column: Column, wanted: string): never {
  throw new AppError('invalid_request', `text: ${placeOf(row, column)}: ${wanted}.`)
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
