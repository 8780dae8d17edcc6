import { CASES_MAX, type Id, TestWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { explainIssues } from '../issue/explain-issues.ts'
import { refuse } from '../issue/refuse.ts'
import { getSet } from './read.ts'
import { readSheet, writeSheet } from './sheet.ts'
import { casesOf } from './test-set.ts'

type File = { format: 'json' | 'csv'; text: string }

/**
 * Reads the test cases of a file; nobody has to guess which of them is wrong.
 *
 * @throws AppError `invalid_request`
 */
export function readCases({ format, text }: File): TestWords[] {
  const found = format === 'csv' ? readSheet(text) : listIn(text)
  if (found.length === 0) refuse('text', 'There is no test case in it.', 'No tiene ningún caso de prueba.')
  if (found.length > CASES_MAX)
    refuse(
      'text',
      `It has ${found.length} cases, and at most ${CASES_MAX} fit.`,
      `Tiene ${found.length} casos, y caben como máximo ${CASES_MAX}.`,
    )
  return found.map((one, at) => {
    const { success, data, error } = TestWords.safeParse(one)
    if (success) return data
    const [issue] = explainIssues(error)
    const name = (one as { name?: unknown } | null)?.name
    const which = typeof name === 'string' && name !== '' ? `"${name.slice(0, 100)}"` : `number ${at + 1}`
    const where = issue?.path.join('.')
    return refuse(
      'text',
      `Case ${which}, ${where || 'all of it'}: ${issue?.message}`,
      `Caso ${which.replace('number', 'número')}, ${where || 'todo'}: ${issue?.messageEs}`,
    )
  })
}

function listIn(text: string): unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('text', 'It cannot be read as JSON.', 'No se puede leer como JSON.')
  }
  const list = Array.isArray(value) ? value : (value as { cases?: unknown } | null)?.cases
  if (!Array.isArray(list))
    return refuse('text', 'It has to be a list of test cases.', 'Tiene que ser una lista de casos de prueba.')
  return list
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
