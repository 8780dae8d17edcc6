import { AppError, type Id, type RunFailure, type RunStatus, type Turn, type Wait } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'

const FIND = statement('select conversation_id as id from run where org_id = $1 and id = $2')
const READ = statement(`
  select id, conversation_id as "conversationId", status, generation, length, wait, failure, wake,
         claimed_by is not null as "isClaimed", parent_run_id is not null as "isCalled",
         ended_at as "endedAt",
         (extract(epoch from clock_timestamp()) * 1000)::float8 as now
  from run where org_id = $1 and id = $2`)

/** What a member saw when they decided to act. */
export type Expected = { generation: number; length: number }

/** Who acts on a run: a member, or a program with a key that the member made. */
export type RunActor = { memberId: Id; apiKeyId?: Id | null }

/** What a member does to a run. */
export type RunAction = RunActor & { runId: Id; expect: Expected }

/** A run as a member's action sees it, under its conversation's lock. */
export type LockedRun = {
  id: Id
  conversationId: Id
  status: RunStatus
  generation: number
  length: number
  wait: Wait | null
  failure: RunFailure | null
  /** What its next turn is told; `cancel` while it is being cancelled. */
  wake: Turn['wake'] | null
  /** A node is playing a turn of it, or died while it did. */
  isClaimed: boolean
  /** Another run called it. */
  isCalled: boolean
  endedAt: Date | null
  /** The database's time, in ms: the one that waits are due by. */
  now: number
}

type Row = Omit<LockedRun, 'wait' | 'failure'> & { wait: Buffer | null; failure: Buffer | null }

/**
 * Reads a run for a member's action, under its conversation's lock, as messages and turns take it: the action
 * is before or after each of them and never beside one. The run itself is not locked: a step is recorded at
 * once, first in the journal and then in the run, and would wait for this action while that waited for it.
 *
 * @throws AppError `not_found`; `conflict` when the run is not what the member saw any more.
 */
export async function lockedRun(
  tx: OrgTx,
  { runId, expect }: { runId: Id; expect?: Expected | undefined },
): Promise<{ run: LockedRun; conversation: LockedConversation }> {
  const { rows: found } = await tx.query<{ id: Id }>(FIND, [tx.orgId, runId])
  const conversationId = found[0]?.id
  if (!conversationId) throw new AppError('not_found', 'There is no such run.')
  const conversation = await lockedConversation(tx, conversationId)
  const { rows } = await tx.query<Row>(READ, [tx.orgId, runId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such run.')
  if (expect && (row.generation !== expect.generation || row.length !== expect.length)) {
    throw new AppError('conflict', 'This run has moved on since you looked. See where it is now.')
  }
  const { wait, failure } = row
  return { run: { ...row, wait: decodeOrNull(wait), failure: decodeOrNull(failure) }, conversation }
}
