import { CASES_MAX, type Id, TestWords } from '@hilo/protocol'
import type { ZodError } from 'zod'
import type { OrgTx } from '../../db/database.ts'
import { explainIssues } from '../issue/explain-issues.ts'
import type { Said } from '../issue/rule-words.ts'
import { getSet } from './read.ts'
import { refuseFile, type Wrong, wrongAltogether, wrongAt } from './refuse-file.ts'
import { ALL_OF_IT, readSheet, writeSheet } from './sheet.ts'
import { casesOf } from './test-set.ts'

const NONE: Said = ['there is no test case in the file.', 'no hay ningún caso de prueba en el archivo.']
const NO_JSON: Said = ['the file cannot be read as JSON.', 'el archivo no se puede leer como JSON.']
const NO_LIST: Said = [
  'the file must be a list of test cases.',
  'el archivo tiene que ser una lista de casos de prueba.',
]

type File = { format: 'json' | 'csv'; text: string }

/**
 * Reads the test cases of a file; nobody has to guess which of them is wrong.
 *
 * @throws AppError `invalid_request`
 */
export function readCases({ format, text }: File): TestWords[] {
  const { cases: found, where } = format === 'csv' ? readSheet(text) : { cases: listIn(text), where: pathIn }
  if (found.length === 0) refuseFile([wrongAltogether(NONE)])
  if (found.length > CASES_MAX) refuseFile([wrongAltogether(tooMany(found.length))])
  const cases: TestWords[] = []
  const wrong: Wrong[] = []
  for (const [at, one] of found.entries()) {
    const { data, error } = TestWords.safeParse(one)
    if (data) cases.push(data)
    if (error) wrong.push(...wrongIn({ error, which: whichOf(one, at), where: (path) => where(at, path) }))
  }
  return wrong.length > 0 ? refuseFile(wrong) : cases
}

function tooMany(count: number): Said {
  return [
    `the file has ${count} cases, and at most ${CASES_MAX} fit.`,
    `el archivo tiene ${count} casos, y caben como máximo ${CASES_MAX}.`,
  ]
}

type InCase = { error: ZodError; which: Said; where: (path: readonly PropertyKey[]) => Said }

/** Each rule that a case breaks, at its place in the file. */
function wrongIn({ error, which: [which, whichEs], where }: InCase): Wrong[] {
  return explainIssues(error).map(({ path, message, messageEs = message }, at) => {
    const [place, placeEs] = where(path)
    const rule = error.issues[at]?.message ?? message
    return wrongAt([`${which}, ${place}`, `${whichEs}, ${placeEs}`], [message, messageEs], rule)
  })
}

function whichOf(one: unknown, at: number): Said {
  const name = (one as { name?: unknown } | null)?.name
  if (typeof name !== 'string' || name === '') return [`case number ${at + 1}`, `caso número ${at + 1}`]
  return [`case "${name.slice(0, 100)}"`, `caso «${name.slice(0, 100)}»`]
}

function pathIn(_at: number, path: readonly PropertyKey[]): Said {
  const place = path.join('.')
  return place === '' ? ALL_OF_IT : [place, place]
}

function listIn(text: string): unknown[] {
  const value = jsonIn(text)
  const list = Array.isArray(value) ? value : (value as { cases?: unknown } | null)?.cases
  return Array.isArray(list) ? list : refuseFile([wrongAltogether(NO_LIST)])
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuseFile([wrongAltogether(NO_JSON)])
  }
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
