import { CASES_MAX, Id, type TestCase, TestWords } from '@hilo/protocol'
import type { ZodError } from 'zod'
import type { OrgTx } from '../../db/database.ts'
import { explainIssues } from '../issue/explain-issues.ts'
import type { Said } from '../issue/rule-words.ts'
import { getSet } from './read.ts'
import { refuseFile, type Wrong, wrongAltogether, wrongAt } from './refuse-file.ts'
import { ALL_OF_IT, readSheet, type Sheet, type Spot, writeSheet } from './sheet.ts'
import { casesOf } from './test-set.ts'
import { addCases, lostInboxes } from './write-cases.ts'

const EMPTY: Said = ['the file is empty.', 'el archivo está vacío.']
const NONE: Said = ['there is no test case in the file.', 'no hay ningún caso de prueba en el archivo.']
const NO_LIST: Said = [
  'the file must be a list of test cases.',
  'el archivo tiene que ser una lista de casos de prueba.',
]
const LOST_INBOX: Said = ['there is no such inbox.', 'no existe esa bandeja.']

type File = { format: 'json' | 'csv'; text: string }

/** What a file says, whether or not it is right. */
type Read = {
  found: readonly unknown[]
  where: (nth: number, path: readonly PropertyKey[]) => Spot
  /** What the case is called in the file; null: nothing that helps. */
  nameAt(nth: number): string | null
  cases: TestWords[]
  wrong: Wrong[]
}

/**
 * Adds the test cases of a file to a set: all of them, or none, and all that is wrong with it is told.
 *
 * @throws AppError `invalid_request`; else as `addCases` says.
 */
export async function importCases(tx: OrgTx, setId: Id, file: File): Promise<TestCase[]> {
  await getSet(tx, setId)
  const read = readFile(file)
  const wrong = [...read.wrong, ...(await inboxesLostIn(tx, read))]
  return wrong.length > 0 ? refuseFile(wrong) : addCases(tx, setId, read.cases)
}

function readFile({ format, text }: File): Read {
  if (text.replace(/^\ufeff/, '').trim() === '') refuseFile([wrongAltogether(EMPTY)])
  const { cases: found, where, wrong, isNamed } = format === 'csv' ? readSheet(text) : readList(text)
  if (found.length === 0 && wrong.length === 0) refuseFile([wrongAltogether(NONE)])
  if (found.length > CASES_MAX) wrong.push(wrongAltogether(tooMany(found.length)))
  const nameAt = (nth: number) => (isNamed ? nameOf(found[nth]) : null)
  const cases: TestWords[] = []
  for (const [at, one] of found.entries()) {
    const { data, error } = TestWords.safeParse(one)
    if (data) cases.push(data)
    if (error) wrong.push(...wrongIn(nameAt(at), error, (path) => where(at, path)))
  }
  return { found, where, nameAt, cases, wrong }
}

/** An inbox that is none of the org's, at the place of each case that names it. */
async function inboxesLostIn(tx: OrgTx, { found, where, nameAt }: Read): Promise<Wrong[]> {
  const named = found.map((one) => Id.safeParse((one as { inboxId?: unknown } | null)?.inboxId).data)
  const known = named.filter((id) => id !== undefined)
  const lost = await lostInboxes(tx, known)
  return named.flatMap((id, at) =>
    id !== undefined && lost.has(id)
      ? [wrongSpot(nameAt(at), where(at, ['inboxId']), { said: LOST_INBOX })]
      : [],
  )
}

function tooMany(count: number): Said {
  return [
    `the file has ${count} cases, and at most ${CASES_MAX} fit.`,
    `el archivo tiene ${count} casos, y caben como máximo ${CASES_MAX}.`,
  ]
}

/** Each rule that a case breaks, at its place in the file. */
function wrongIn(
  name: string | null,
  error: ZodError,
  where: (path: readonly PropertyKey[]) => Spot,
): Wrong[] {
  return explainIssues(error).map(({ path, message, messageEs = message }, at) =>
    wrongSpot(name, where(path), { said: [message, messageEs], rule: error.issues[at]?.message }),
  )
}

type Rule = { said: Said; rule?: string | undefined }

function wrongSpot(name: string | null, spot: Spot, { said, rule = said[0] }: Rule): Wrong {
  const { plain } = spot
  return plain === undefined
    ? wrongRow(name, spot, { said, rule })
    : wrongField(name, { ...spot, plain }, { said, rule })
}

function wrongRow(name: string | null, { row, at }: Spot, { said, rule }: Rule): Wrong {
  const place: Said = name === null ? at : [`case "${name}", ${at[0]}`, `caso «${name}», ${at[1]}`]
  return { ...wrongAt(place, said, rule), row }
}

/** In a list of JSON; programs are told the field as they name it. */
function wrongField(
  name: string | null,
  { row, at, plain }: Required<Spot>,
  { said, rule }: Required<Rule>,
): Wrong {
  const [en, es] = name === null ? ['', ''] : [`, "${name}"`, `, «${name}»`]
  const place: Said = [`case number ${row}${en}, ${at[0]}`, `caso número ${row}${es}, ${at[1]}`]
  const which = name === null ? `case number ${row}` : `case "${name}"`
  return { ...wrongAt(place, said, rule), row, message: `${which}, ${plain}: ${rule}` }
}

function nameOf(one: unknown): string | null {
  const name = (one as { name?: unknown } | null)?.name
  return typeof name === 'string' && name !== '' ? name.slice(0, 100) : null
}

function readList(text: string): Pick<Sheet, 'where' | 'wrong' | 'isNamed'> & { cases: unknown[] } {
  const none = { cases: [], where: fieldIn, isNamed: true }
  const { value, wrong } = jsonIn(text)
  if (wrong) return { ...none, wrong: [wrong] }
  const list = Array.isArray(value) ? value : (value as { cases?: unknown } | null)?.cases
  if (Array.isArray(list)) return { ...none, cases: list, wrong: [] }
  return { ...none, wrong: [wrongAltogether(NO_LIST)] }
}

/** `turns`, 0, `expect`, `actions`, 1 as people count: field `turns 1 › expect › actions 2`. */
function fieldIn(nth: number, path: readonly PropertyKey[]): Spot {
  if (path.length === 0) return { row: nth + 1, at: ALL_OF_IT, plain: ALL_OF_IT[0] }
  const field = path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before} ${key + 1}`
    return before === '' ? String(key) : `${before} › ${String(key)}`
  }, '')
  return { row: nth + 1, at: [`field "${field}"`, `campo «${field}»`], plain: path.join('.') }
}

function jsonIn(text: string): { value?: unknown; wrong?: Wrong } {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) }
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? []
    return { wrong: wrongAltogether(noJson(line, column)) }
  }
}

function noJson(line: string | undefined, column: string | undefined): Said {
  if (line === undefined)
    return ['the file cannot be read as JSON.', 'el archivo no se puede leer como JSON.']
  return [
    `the file cannot be read as JSON: look at line ${line}, character ${column}.`,
    `el archivo no se puede leer como JSON: mira la línea ${line}, carácter ${column}.`,
  ]
}

/**
 * The cases of a set as a file that can be imported, here and elsewhere. A sheet has a row a turn, and
 * nothing of a contact with a goal.
 *
 * @throws AppError `not_found`
 */
export async function exportCases(
  tx: OrgTx,
  setId: Id,
  format: File['format'],
): Promise<{ filename: string; text: string; leftOut: number }> {
  const { name } = await getSet(tx, setId)
  const cases = (await casesOf(tx, setId)).map(({ id: _, changedAt: _at, ...words }): TestWords => words)
  const plain = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)
  return {
    filename: `${plain || 'test-set'}.${format}`,
    text: format === 'csv' ? writeSheet(cases) : JSON.stringify({ cases }, null, 2),
    leftOut: format === 'csv' ? cases.filter(({ goal }) => goal).length : 0,
  }
}
