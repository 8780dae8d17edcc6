import { refuse } from '../issue/refuse.ts'

// A cell that a sheet would take for a formula. https://owasp.org/www-community/attacks/CSV_Injection
const FORMULA = /^[=+\-@\t\r]/

/** A row of a sheet: whatever a cell holds, no sheet takes it for a formula or for two cells. */
export function writeRow(cells: readonly string[]): string {
  return cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')
}

/**
 * The rows of a sheet, its cells parted by commas or semicolons, as the first row has them.
 *
 * @throws AppError `invalid_request` when a quoted cell has no end.
 */
export function readRows(text: string): string[][] {
  const plain = text.replace(/^\ufeff/, '')
  const [head = ''] = plain.split('\n')
  const mark = head.split(';').length > head.split(',').length ? ';' : ','
  const cell = new RegExp(`\\s*"((?:[^"]|"")*)"[^${mark}\\n]*|[^${mark}\\r\\n]*`, 'y')
  const rows: string[][] = [[]]
  for (let at = 0; at <= plain.length; at++) {
    cell.lastIndex = at
    const [all = '', quoted] = cell.exec(plain) ?? []
    if (quoted === undefined && all.trimStart().startsWith('"'))
      refuse(
        'text',
        `Row ${rows.length} has a quoted cell without an end: close its quotation mark.`,
        `La fila ${rows.length} tiene una celda entre comillas sin final: cierra las comillas.`,
      )
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? all).replace(/^'(?=[=+\-@\t\r])/, ''))
    at += all.length
    if (plain[at] === '\r') at++
    if (plain[at] === '\n') rows.push([])
  }
  return rows.filter((row) => row.some((one) => one.trim() !== ''))
}
