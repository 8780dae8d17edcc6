import { type Wrong, wrongAltogether } from './refuse-file.ts'

// A cell that a sheet would take for a formula, or that looks like one which was written here already.
// https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^'*[=+\-@\t\r]/

/** A row of a sheet: whatever a cell holds, no sheet takes it for a formula or for two cells. */
export function writeRow(cells: readonly string[]): string {
  return cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')
}

/** A row with something in it; `nth` as a sheet counts it, `line` where it begins in the file. */
export type Row = { cells: string[]; nth: number; line: number }

/**
 * The rows of a sheet, its cells parted by commas or semicolons, as the first row has them. Where a quoted
 * cell has no end they end above it.
 */
export function readRows(text: string): { rows: Row[]; wrong: Wrong[] } {
  const plain = text.replace(/^\ufeff/, '')
  const [head = ''] = plain.split('\n')
  const mark = head.split(';').length > head.split(',').length ? ';' : ','
  const cell = new RegExp(`\\s*"((?:[^"]|"")*)"[^${mark}\\n]*|[^${mark}\\r\\n]*`, 'y')
  const rows: Row[] = [{ cells: [], nth: 1, line: 1 }]
  let line = 1
  for (let at = 0; at <= plain.length; at++) {
    cell.lastIndex = at
    const [all = '', quoted] = cell.exec(plain) ?? []
    if (quoted === undefined && all.trimStart().startsWith('"'))
      return { rows: filled(rows.slice(0, -1)), wrong: [openAt(rows.length)] }
    rows.at(-1)?.cells.push((quoted?.replaceAll('""', '"') ?? all).replace(/^'(?='*[=+\-@\t\r])/, ''))
    at += all.length
    line += all.split('\n').length - 1
    if (plain[at] === '\r') at++
    if (plain[at] === '\n') rows.push({ cells: [], nth: rows.length + 1, line: ++line })
  }
  return { rows: filled(rows), wrong: [] }
}

function filled(rows: readonly Row[]): Row[] {
  return rows.filter(({ cells }) => cells.some((one) => one.trim() !== ''))
}

function openAt(nth: number): Wrong {
  const said = [
    `row ${nth} has a quoted cell without an end: nothing below it can be read.`,
    `la fila ${nth} tiene una celda entre comillas sin cerrar: no se puede leer nada de lo que sigue.`,
  ] as const
  return { ...wrongAltogether(said), row: nth }
}
