import { parse } from 'csv-parse/sync'
import { decodeText } from './decode-text.ts'
import { type Piece, ReadError, type Reading, type ReadRequest, ROWS_MAX } from './reading.ts'
import { splitParts } from './split-parts.ts'
import { oneLine, titleOf } from './title.ts'

/** What spreadsheets put between two cells. */
const DELIMITERS = [',', ';', '\t', '|']
const RECORD_MAX = 200_000
const ALTERNATES_MAX = 100
const QUESTION_MAX = 300
const ANSWER_MAX = 100_000

/** How the columns of a list of questions are called, in the languages of the dashboard and Portuguese. */
const COLUMNS = {
  question: /^(questions?|q|preguntas?|perguntas?)$/i,
  answer: /^(answers?|a|respuestas?|respostas?)$/i,
  alternates: /^(alternates?|alternatives?|variants?|alternativas?|variantes?)$/i,
  language: /^(languages?|lang|idiomas?|l[ií]ngua)$/i,
}

/** A table with a column of questions and one of answers is a list of questions; any other is a page. */
export function readCsv(bytes: Uint8Array, { name, charset }: ReadRequest): Reading {
  const [header = [], ...rows] = rowsOf(decodeText(bytes, charset))
  if (rows.length > ROWS_MAX) throw new ReadError('many_rows')
  const find = (pattern: RegExp) => header.findIndex((title) => pattern.test(title.trim()))
  const question = find(COLUMNS.question)
  const answer = find(COLUMNS.answer)
  const isList = question >= 0 && answer >= 0
  const pieces = isList
    ? questionsOf(rows, {
        ...{ question, answer, alternates: find(COLUMNS.alternates), language: find(COLUMNS.language) },
      })
    : splitParts(titleOf(null, name), rows.map((row) => lineOf(header, row)).filter(Boolean), {
        language: null,
      })
  if (pieces.length === 0) throw new ReadError('empty')
  return { type: 'pieces', kind: isList ? 'faq' : 'page', pieces, links: [], isHidden: false }
}

function rowsOf(text: string): string[][] {
  const [firstLine = ''] = text.split('\n', 1)
  const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length)
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
  try {
    return parse(text, {
      ...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      ...{ max_record_size: RECORD_MAX, to: ROWS_MAX + 2 },
    })
  } catch (cause) {
    throw Object.assign(new ReadError('unreadable'), { cause })
  }
}

type Places = Record<keyof typeof COLUMNS, number>

/** The first row of a question counts. */
function questionsOf(rows: readonly string[][], places: Places): Piece[] {
  const pieces = new Map<string, Piece>()
  for (const row of rows) {
    const title = oneLine(row[places.question] ?? '').slice(0, QUESTION_MAX)
    const body = (row[places.answer] ?? '').trim().slice(0, ANSWER_MAX)
    const key = `question ${title.toLowerCase()}`
    if (title === '' || body === '' || pieces.has(key)) continue
    const alternates = (row[places.alternates] ?? '')
      .split(/\n|\|/)
      .map((one) => oneLine(one).slice(0, QUESTION_MAX))
    const language = (row[places.language] ?? '').trim() || null
    pieces.set(key, {
      ...{ key, title, body, language },
      alternates: [...new Set(alternates.filter(Boolean))].slice(0, ALTERNATES_MAX),
    })
  }
  return [...pieces.values()]
}

/** A row by itself says what its cells are: it is quoted without its header. */
function lineOf(header: readonly string[], row: readonly string[]): string {
  const cells = row.map((cell, column) => {
    const value = oneLine(cell)
    const title = oneLine(header[column] ?? '')
    return value === '' ? '' : title === '' ? value : `${title}: ${value}`
  })
  return cells.filter(Boolean).join('; ')
}
