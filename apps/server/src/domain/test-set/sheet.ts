import type { TestTurn, TestWords } from '@hilo/protocol'
import { refuse } from '../issue/refuse.ts'
import { readRows, writeRow } from './csv.ts'

/**
 * Test cases as a sheet: a row a turn, the turns of a case below each other under its name. In a cell each
 * line is one of several; in `says` an empty line parts the ways of saying it.
 */

const COLUMNS = [
  ...['case', 'language', 'inbox', 'says', 'only_after', 'only_if_said', 'actions', 'reasons'],
  ...['must_say', 'must_not_say', 'cites'],
] as const
type Column = (typeof COLUMNS)[number]
type Cells = Record<Column, string>

export function writeSheet(cases: readonly TestWords[]): string {
  const rows = cases.flatMap((one) => one.turns.map((turn) => cellsOf(one, turn)))
  return [writeRow(COLUMNS), ...rows.map((cells) => writeRow(COLUMNS.map((name) => cells[name])))].join('\n')
}

function cellsOf({ name, language, inboxId }: TestWords, { says, only, expect }: TestTurn): Cells {
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
  }
}

/**
 * What the rows say, to be looked at as cases of any other source are.
 *
 * @throws AppError `invalid_request` when it is no such sheet.
 */
export function readSheet(text: string): unknown[] {
  const [head = [], ...rows] = readRows(text)
  const names = head.map((name) => name.trim().toLowerCase())
  const strange = names.find((name) => !(COLUMNS as readonly string[]).includes(name))
  if (strange !== undefined || !names.includes('case') || !names.includes('says'))
    refuse(
      'text',
      `Its first row has to name columns of ${COLUMNS.join(', ')}; case and says are needed.`,
      `Su primera fila tiene que nombrar columnas de ${COLUMNS.join(', ')}; hacen falta case y says.`,
    )
  const cases: (Omit<TestWords, 'turns'> & { turns: unknown[] })[] = []
  for (const row of rows) {
    const cell = (name: Column) => (row[names.indexOf(name)] ?? '').trim()
    const name = cell('case') || (cases.at(-1)?.name ?? '')
    if (cases.at(-1)?.name !== name) {
      cases.push({ name, language: cell('language') || null, inboxId: cell('inbox') || null, turns: [] })
    }
    cases.at(-1)?.turns.push(turnOf(cell))
  }
  return cases
}

function turnOf(cell: (name: Column) => string): unknown {
  const only = { actions: linesOf(cell('only_after')), says: linesOf(cell('only_if_said')) }
  return {
    says: cell('says')
      .split(/\r?\n\s*\r?\n/)
      .map(linesOf),
    only: only.actions.length + only.says.length > 0 ? only : null,
    expect: {
      ...{ actions: linesOf(cell('actions')), reasons: linesOf(cell('reasons')) },
      ...{ says: linesOf(cell('must_say')), saysNot: linesOf(cell('must_not_say')) },
      cites: linesOf(cell('cites')),
    },
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
