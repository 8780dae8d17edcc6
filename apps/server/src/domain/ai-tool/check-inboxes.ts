import type { Id, Issue } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { issueAt } from '../issue/refuse.ts'

const FIND = statement('select id from inbox where org_id = $1 and id = any ($2::uuid[])')

/** An inbox of another org is none: what is well-formed and does not exist is an invalid request here. */
export async function checkInboxes(tx: OrgTx, inboxIds: readonly Id[]): Promise<Issue[]> {
  const wanted = new Set(inboxIds)
  const { rowCount } = await tx.query(FIND, [tx.orgId, [...wanted]])
  if (rowCount === wanted.size) return []
  return [
    issueAt(
      'inboxIds',
      'One of these inboxes is there no more: load the page again.',
      'Una de estas bandejas ya no existe: vuelve a cargar la página.',
    ),
  ]
}
