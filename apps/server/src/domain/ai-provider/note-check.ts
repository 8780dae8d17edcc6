import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Check } from './ai-provider.ts'
import type { OpenProvider } from './open.ts'

// Not where it was changed while it was asked: then this says nothing of what it is now.
const NOTE = statement(`
  update ai_provider set checked_at = now(), check_fault = $3, check_reason = $4
  where org_id = $1 and id = $2 and kind = $5 and base_url is not distinct from $6
    and model is not distinct from $7`)

/** Writes down what a provider answered, for who looks at it later. */
export async function noteCheck(
  tx: OrgTx,
  { id, kind, baseUrl, model }: OpenProvider,
  { fault, reason }: Check,
): Promise<void> {
  await tx.query(NOTE, [tx.orgId, id, fault, reason, kind, baseUrl, model])
}
