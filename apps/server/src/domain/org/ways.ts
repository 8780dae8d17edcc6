import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const READ = statement('select locale, time_zone as "timeZone" from org where id = $1')

/** The language and the time zone of an org. */
export type OrgWays = { locale: string; timeZone: string }

export async function readWays(tx: OrgTx): Promise<OrgWays> {
  const { rows } = await tx.query<OrgWays>(READ, [tx.orgId])
  if (!rows[0]) throw new Error('The org of a transaction is gone.')
  return rows[0]
}
