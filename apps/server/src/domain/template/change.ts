import type { Id, TemplateChange } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { plantSync } from './plant-sync.ts'

// An account's template may be known by several of its numbers.
const CHANGE = statement(`
  update template set status = coalesce($3, status), category = coalesce($4, category),
         quality = coalesce($5, quality), reason = case when $3::text is null then reason else $6 end
  where org_id = $1 and external_id = $2`)

/**
 * Takes over what the platform says of a template, and reads the list again when it is not known yet or its
 * parts changed. Safe to repeat.
 */
export async function changeTemplate(
  db: Database,
  { orgId, inboxId }: { orgId: Id; inboxId: Id },
  { externalId, status, category, quality, reason, definition }: TemplateChange,
): Promise<void> {
  await db.withOrg(orgId, async (tx) => {
    const { rowCount } = await tx.query(CHANGE, [orgId, externalId, status, category, quality, reason])
    if (rowCount && !definition) return
    const step = plantSync(orgId, inboxId)
    await tx.query(step.statement, step.values)
  })
}
