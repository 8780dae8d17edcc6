import { AppError, type Run } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { giveToPeople } from '../conversation/give-to-people.ts'
import { recordEvent } from '../conversation/record.ts'
import { lockedRun, type RunAction } from './lock.ts'
import { getRun } from './view.ts'

const REASON = statement('update conversation set handoff_reason = $3 where org_id = $1 and id = $2')

/**
 * Gives the conversation of a run to people, with a member's reason. The run keeps its place: when people
 * hand back, it goes on there. Nobody is assigned.
 *
 * @throws AppError `not_found`; `conflict` when the run has moved on or ended, or people have the turn.
 */
export async function handOffRun(
  tx: OrgTx,
  { runId, expect, reason, ...actor }: RunAction & { reason: string },
): Promise<Run> {
  const { run, conversation } = await lockedRun(tx, { runId, expect })
  if (run.status !== 'running' && run.status !== 'waiting') {
    throw new AppError('conflict', 'This run has ended: there is nothing to hand off.')
  }
  if (run.wake === 'cancel') throw new AppError('conflict', 'This run is being cancelled.')
  if (conversation.holder === 'human') throw new AppError('conflict', 'People have the turn already.')
  await giveToPeople(tx, conversation.id)
  await tx.query(REASON, [tx.orgId, conversation.id, encode(reason)])
  const data = { runId, reason, summary: '' }
  await recordEvent(tx, { conversationId: conversation.id, type: 'handed_off', ...actor, data })
  return getRun(tx, runId)
}
