import { AppError, CASES_MAX, type Id, TestWords } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
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
  const { cases: found, where } = format === 'csv' ? readSheet(text) : { cases: listIn(text), where: pathIn }
  if (found.length === 0) throw new AppError('invalid_request', 'text: there is no test case in it.')
  if (found.length > CASES_MAX)
    throw new AppError('invalid_request', `text: has ${found.length} cases, and at most ${CASES_MAX} fit.`)
  return found.map((one, at) => {
    const { success, data, error } = TestWords.safeParse(one)
    if (success) return data
    const [issue] = error.issues
    const place = where(at, issue?.path ?? [])
    const name = (one as { name?: unknown } | null)?.name
    const which = typeof name === 'string' && name !== '' ? `"${name.slice(0, 100)}"` : `number ${at + 1}`
    throw new AppError('invalid_request', `text: case ${which}, ${place}: ${issue?.message}`)
  })
}

function pathIn(_at: number, path: readonly PropertyKey[]): string {
  return path.join('.') || 'all of it'
}

function listIn(text: string): unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('invalid_request', 'text: cannot be read as JSON.', { cause })
  }
  const list = Array.isArray(value) ? value : (value as { cases?: unknown } | null)?.cases
  if (!Array.isArray(list)) throw new AppError('invalid_request', 'text: must be a list of test cases.')
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
