import type { Expectation, StandIn, TestTurn, TestWords } from '@hilo/protocol'
import type { Said } from '../issue/rule-words.ts'
import { type Row, readRows, writeRow } from './csv.ts'
import { joinLines, linesOf } from './lines.ts'
import { type Wrong, wrongAt } from './refuse-file.ts'
import { COLUMNS, type Column, readHead } from './sheet-columns.ts'
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
 *
 * Where a case begins, `turn` says: 1 begins one, whatever stands above it. Where that is left out, a row
 * goes on with the case above if it repeats its name or has none, unless it names another language or inbox:
 * a case has one of each.
 */

type Cells = Record<Column, string>

/** Where something stands that has no place of its own. */
export const ALL_OF_IT: Said = ['all of it', 'todo']
const FIRST_ROW: Said = [
  'must stand in the first row of the case.',
  'tiene que estar en la primera fila del caso.',
]
const FIRST_TURN: Said = ['must be 1 where a case begins.', 'tiene que ser 1 donde empieza un caso.']
const ONE_NAME: Said = [
  'must be the name of the case above, or empty: another case begins with turn 1.',
  'tiene que ser el nombre del caso de arriba, o estar vacía: otro caso empieza con turn 1.',
]
const ONE_LANGUAGE: Said = [
  'a case has one language: leave it empty, or begin another case with turn 1.',
  'un caso tiene un solo idioma: déjala vacía, o empieza otro caso con turn 1.',
]
const ONE_INBOX: Said = [
  'a case has one inbox: leave it empty, or begin another case with turn 1.',
  'un caso tiene una sola bandeja: déjala vacía, o empieza otro caso con turn 1.',
]

/** Where what is expected stands. */
const EXPECTED: Readonly<Record<keyof Expectation, Column>> = {
  ...{ actions: 'actions', reasons: 'reasons', says: 'must_say', saysNot: 'must_not_say', cites: 'cites' },
  ...{ calls: 'must_call', callsNot: 'must_not_call' },
}

export function writeSheet(cases: readonly TestWords[]): string {
  const rows = cases.flatMap((one) => one.turns.map((turn, nth) => cellsOf(one, turn, nth)))
  return [writeRow(COLUMNS), ...rows.map((cells) => writeRow(COLUMNS.map((name) => cells[name])))].join('\n')
}

function cellsOf(
  { name, language, inboxId, standIns = [] }: TestWords,
  { says, only, expect }: TestTurn,
  nth: number,
): Cells {
  return {
    ...{ case: name, turn: String(nth + 1), language: language ?? '', inbox: inboxId ?? '' },
    says: says.map(joinLines).join('\n\n'),
    only_after: (only?.actions ?? []).join('\n'),
    only_if_said: joinLines(only?.says ?? []),
    actions: expect.actions.join('\n'),
    reasons: expect.reasons.join('\n'),
    must_say: joinLines(expect.says),
    must_not_say: joinLines(expect.saysNot),
    cites: joinLines(expect.cites),
    stand_ins: nth === 0 ? standIns.map(standInLine).join('\n') : '',
    must_call: (expect.calls ?? []).map(callLine).join('\n'),
    must_not_call: (expect.callsNot ?? []).map(toolLine).join('\n'),
  }
}

type Case = Omit<TestWords, 'turns'> & { turns: unknown[] }
/** Where something of a case stands; `row` as a sheet counts them, `plain` as programs name it. */
export type Spot = { row: number; at: Said; plain?: string }
/** What the rows say, to be looked at as cases of any other source are, with what is wrong with them as rows. */
export type Sheet = {
  cases: Case[]
  where(nth: number, path: readonly PropertyKey[]): Spot
  wrong: Wrong[]
  /** Whether cases have names of their own: without that column they have one that stands nowhere. */
  isNamed: boolean
}

type Found = { words: Case; rows: Row[] }
type Cell = (name: Column) => string
/** A row as it is read; what is wrong with it is kept, so that all of the sheet is told at once. */
type Reading = { cell: Cell; refuse: (column: Column, why: Said) => null }

/** Reads as much of a sheet as can be read, so that all that is wrong in it is told at once. */
export function readSheet(text: string): Sheet {
  const { rows: all, wrong: open } = readRows(text)
  const [head, ...rows] = all
  const { places, wrong: ofHead } = readHead(head, rows)
  const wrong = [...ofHead, ...open]
  const found: Found[] = []
  for (const row of rows) {
    const reading: Reading = {
      cell: (name) => cellOf(row, name, places),
      refuse: (column, why) => {
        wrong.push({ ...wrongAt(placeOf(row, column), why), row: row.nth })
        return null
      },
    }
    const last = found.at(-1)
    if (last && isSameCase(last, reading)) goOn(last, row, reading)
    else found.push({ words: beginCase(reading), rows: [row] })
  }
  return {
    ...{ cases: found.map(({ words }) => words), wrong, isNamed: places.has('case') },
    where: (nth, path) => placeIn(found[nth]?.rows ?? [], path),
  }
}

function cellOf({ cells, nth }: Row, name: Column, places: ReadonlyMap<Column, number>): string {
  const at = places.get(name)
  if (at !== undefined) return (cells[at] ?? '').trim()
  // That the column is missing is said once, and not of every row.
  return name === 'case' || name === 'says' ? `row ${nth}` : ''
}

/** Whether a row goes on with the case above it. */
function isSameCase({ words }: Found, { cell }: Reading): boolean {
  if (cell('turn') !== '') return cell('turn') !== '1'
  if (cell('case') === '') return true
  const isOf = (column: Column, value: string | null) => ['', value].includes(cell(column))
  return cell('case') === words.name && isOf('language', words.language) && isOf('inbox', words.inboxId)
}

function beginCase(reading: Reading): Case {
  const { cell, refuse } = reading
  if (!['', '1'].includes(cell('turn'))) refuse('turn', FIRST_TURN)
  const standIns: StandIn[] = linesIn(reading, {
    ...{ column: 'stand_ins', read: readStandIn, wanted: STAND_IN_LINES },
  })
  return {
    ...{ name: cell('case'), language: cell('language') || null, inboxId: cell('inbox') || null },
    ...(standIns.length > 0 && { standIns }),
    turns: [turnOf(reading)],
  }
}

function goOn({ words, rows }: Found, row: Row, reading: Reading): void {
  const { cell, refuse } = reading
  const next = words.turns.length + 1
  if (!['', String(next)].includes(cell('turn'))) refuse('turn', nextTurn(next))
  if (!['', words.name].includes(cell('case'))) refuse('case', ONE_NAME)
  if (!['', words.language].includes(cell('language'))) refuse('language', ONE_LANGUAGE)
  if (!['', words.inboxId].includes(cell('inbox'))) refuse('inbox', ONE_INBOX)
  if (cell('stand_ins') !== '') refuse('stand_ins', FIRST_ROW)
  words.turns.push(turnOf(reading))
  rows.push(row)
}

type Lines<T> = { column: Column; read: (line: string) => T | null; wanted: Said }

function linesIn<T>({ cell, refuse }: Reading, { column, read, wanted }: Lines<T>): T[] {
  return linesOf(cell(column)).flatMap((line) => read(line) ?? refuse(column, wanted) ?? [])
}

function turnOf(reading: Reading): unknown {
  const { cell } = reading
  const only = { actions: linesOf(cell('only_after')), says: linesOf(cell('only_if_said')) }
  const calls = linesIn(reading, { column: 'must_call', read: readCall, wanted: CALL_LINES })
  const callsNot = linesIn(reading, { column: 'must_not_call', read: readTool, wanted: TOOL_LINES })
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
function placeIn(rows: readonly Row[], [first, nth, part, inner]: readonly PropertyKey[]): Spot {
  const row = rows[first === 'turns' && typeof nth === 'number' ? nth : 0]
  return row
    ? { row: row.nth, at: placeOf(row, columnOf({ first, part, inner })) }
    : { row: 0, at: ALL_OF_IT }
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

function placeOf({ nth, line }: Row, column: Column): Said {
  return [
    `row ${nth} (line ${line} of the file), column ${column}`,
    `fila ${nth} (línea ${line} del archivo), columna ${column}`,
  ]
}

function nextTurn(next: number): Said {
  return [
    `must be ${next} here, or 1 where another case begins.`,
    `aquí tiene que ser ${next}, o 1 si empieza otro caso.`,
  ]
}
