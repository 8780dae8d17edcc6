import { baseLanguage } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const READ = statement('select locale from org where id = $1')

/** The language that the org itself speaks, such as `es`. */
export async function orgLanguage(tx: OrgTx): Promise<string> {
  const { rows } = await tx.query<{ locale: string }>(READ, [tx.orgId])
  return baseLanguage(rows[0]?.locale ?? 'en')
}
