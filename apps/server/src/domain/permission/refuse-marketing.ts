import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type Changed, changePermission } from './change.ts'
import type { Subject } from './permission.ts'
import { standingOf } from './standing.ts'

const SUBJECT = statement(`
  select c.contact_id as "contactId", i.channel
  from conversation c join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where c.org_id = $1 and c.id = $2`)

/**
 * The platform refused a message because its contact wants no more marketing: that is known from now on.
 *
 * @returns the conversations that changed; none when it was known.
 */
export async function refuseMarketing(
  tx: OrgTx,
  { conversationId, reason }: { conversationId: Id; reason: string },
): Promise<Changed[]> {
  const { rows } = await tx.query<Subject>(SUBJECT, [tx.orgId, conversationId])
  const [subject] = rows
  if (!subject || (await standingOf(tx, subject)).marketing.is === 'opted_out') return []
  const changed = await changePermission(tx, {
    ...subject,
    ...{ purposes: ['marketing'], kind: 'opt_out', source: 'platform', evidence: reason },
  })
  return changed ?? []
}
