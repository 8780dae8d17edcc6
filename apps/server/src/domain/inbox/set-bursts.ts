import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const SET = statement('update inbox set bursts = $3 where org_id = $1 and id = $2')

/**
 * Says whether an inbox takes several short messages of a contact as one input. Counts for the next message.
 * Safe to repeat.
 *
 * @throws AppError `not_found`
 */
export async function setBursts(
  tx: OrgTx,
  { inboxId, bursts }: { inboxId: Id; bursts: boolean },
): Promise<{ bursts: boolean }> {
  const { rowCount } = await tx.query(SET, [tx.orgId, inboxId, bursts])
  if (!rowCount) throw new AppError('not_found', 'There is no such inbox.')
  return { bursts }
}
