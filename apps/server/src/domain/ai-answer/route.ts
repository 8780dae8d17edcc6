import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { recordEvent } from '../conversation/record.ts'
import { putTag } from '../tag/tag.ts'
import type { Route } from './answer.ts'

// A member who has left since it was written is not assigned.
const ASSIGN = statement(`
  update conversation c set assignee_id = m.id from member m
  where c.org_id = $1 and c.id = $2 and m.org_id = $1 and m.id = $3 and c.assignee_id is distinct from m.id
  returning m.name`)

/**
 * Gives a conversation that AI hands over to whom the org wants for it, with its tags. The caller holds its
 * lock, and has raised its version.
 */
export async function routeByAi(tx: OrgTx, conversationId: Id, { assigneeId, tags }: Route): Promise<void> {
  const by = { conversationId, memberId: null, isByAi: true }
  if (assigneeId !== null) {
    const { rows } = await tx.query<{ name: string }>(ASSIGN, [tx.orgId, conversationId, assigneeId])
    if (rows[0]) await recordEvent(tx, { ...by, type: 'assigned', data: { to: rows[0].name } })
  }
  for (const tag of new Set(tags)) {
    if (await putTag(tx, conversationId, tag)) await recordEvent(tx, { ...by, type: 'tagged', data: { tag } })
  }
}
