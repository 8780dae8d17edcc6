import type { NewQuestion } from '@hilo/protocol'

/** What stands in pasted rows: questions with their answers, and the rows that are none. */
export type ReadRows = { questions: NewQuestion[]; problems: { row: number; problem: RowProblem }[] }
type RowProblem = 'question_missing' | 'answer_missing' | 'too_long' | 'twice'

type Separator = ',' | ';' | '\t'

const TITLE_MAX = 300
const BODY_MAX = 200_000
const HEADER = /^(question|pregunta|pergunta|title|t[ií]tulo)s?$/i

/**
 * Rows of question, answer and, if there are any, other questions with `|` between them. They are separated
 * by commas, semicolons or tabs, as spreadsheets of all countries write and copy them. A first row of
 * titles is left out.
 */
export function readRows(text: string): ReadRows {
  const rows = readCsv(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), separatorOf(text))
  const begin = HEADER.test(rows[0]?.[0]?.trim() ?? '') ? 1 : 0
  const read: ReadRows = { questions: [], problems: [] }
  const seen = new Set<string>()
  for (const [at, cells] of rows.entries()) {
    if (at < begin || cells.every((cell) => cell.trim() === '')) continue
    const question = questionOf(cells)
    const problem = problemOf(question, seen)
    if (problem) read.problems.push({ row: at + 1, problem })
    else read.questions.push(question)
    seen.add(question.question.toLowerCase())
  }
  return read
}

function questionOf([question = '', answer = '', others = '']: string[]): NewQuestion {
  const alternates = others
    .split('|')
    .map((other) => other.trim())
    .filter((other) => other !== '')
  return { question: question.trim(), answer: answer.trim(), alternates }
}

function problemOf({ question, answer, alternates }: NewQuestion, seen: Set<string>): RowProblem | null {
  if (question === '') return 'question_missing'
  if (answer === '') return 'answer_missing'
  if ([question, ...alternates].some((one) => one.length > TITLE_MAX)) return 'too_long'
  if (answer.length > BODY_MAX || alternates.length > 100) return 'too_long'
  return seen.has(question.toLowerCase()) ? 'twice' : null
}

/** The one that is most frequent in the first row, outside of quotes. */
function separatorOf(text: string): Separator {
  const first = text.replace(/"(?:[^"]|"")*"/g, '').split(/[\r\n]/, 1)[0] ?? ''
  const counts = (['\t', ';', ','] as const).map((mark) => [mark, first.split(mark).length] as const)
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function readCsv(text: string, separator: Separator): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    const { value, end } = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at, separator)
    row.push(value)
    const isLast = text[end] !== separator
    at = end + 1
    if (!isLast) {
      // A row may end with an empty cell.
      if (at >= text.length || text[at] === '\n') row.push('')
      continue
    }
    rows.push(row)
    row = []
  }
  return row.length > 0 ? [...rows, row] : rows
}

type Cell = { value: string; end: number }

/** What stands between a closing quote and the end of the cell belongs to nothing, and is left out. */
function quotedAt(text: string, at: number): Cell {
  let close = at
  do close = text.indexOf('"', close + 1)
  while (close >= 0 && text[close + 1] === '"' && ++close)
  if (close < 0) return { value: text.slice(at + 1).replaceAll('""', '"'), end: text.length }
  const value = text.slice(at + 1, close).replaceAll('""', '"')
  const rest = /[^,;\t\n]*/y
  rest.lastIndex = close + 1
  rest.exec(text)
  return { value, end: rest.lastIndex }
}

const PLAIN = { ',': /[^,\n]*/y, ';': /[^;\n]*/y, '\t': /[^\t\n]*/y }

function plainAt(text: string, at: number, separator: Separator): Cell {
  const pattern = PLAIN[separator]
  pattern.lastIndex = at
  const value = pattern.exec(text)?.[0] ?? ''
  return { value, end: at + value.length }
}
