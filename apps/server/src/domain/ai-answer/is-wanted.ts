import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const WANTED = statement(`
  select 1 from conversation
  where org_id = $1 and id = $2 and holder = 'ai' and turn_epoch = $3 and last_in_seq = $4`)

type Read = { conversationId: Id; epoch: number; lastInSeq: number }

/** Whether the turn is still AI's, and nothing newer than what was read is to be answered. */
export async function isAnswerWanted(
  tx: OrgTx,
  { conversationId, epoch, lastInSeq }: Read,
): Promise<boolean> {
  const { rowCount } = await tx.query(WANTED, [tx.orgId, conversationId, epoch, lastInSeq])
  return rowCount === 1
}
