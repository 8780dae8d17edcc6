import { AppError, type Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { LockedConversation } from '../conversation/conversation.ts'
import { isUndoing } from './failed-steps.ts'
import type { LockedRun } from './lock.ts'

/**
 * Gives a run that failed, or that waits for the next attempt of a step, its turn back, due at once. The
 * verbs that do so (`retry.ts`, `skip-step.ts`) change the journal first, under the same lock.
 */
// What a run called is no successor.
const NEWER = statement(`
  select exists (select from run where org_id = $1 and conversation_id = $2 and id > $3
    and parent_run_id is null) as newer`)
const ANSWERED = statement(`
  select exists (select from message where org_id = $1 and conversation_id = $2 and author = 'agent'
    and created_at > $3) as answered`)
// Like a hand-back: whatever people had under way or set aside is not this run's any more.
const GIVE = statement(`
  update conversation set holder = 'backend', run_id = $3, version = version + 1, changed_at = now(),
    turn_epoch = turn_epoch + case when holder = 'backend' then 0 else 1 end,
    handoff_reason = null, waiting_since = null
  where org_id = $1 and id = $2`)
// What undoes goes on whoever has the turn, and leaves it there.
const ATTACH = statement(`
  update conversation set run_id = $3, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const RESUME = statement(`
  update run r set status = 'waiting', due_at = now(), wait = $3, wake = $4, failure = null, ended_at = null,
    crashes = 0, length = r.length + $5,
    read_seq = case when $4 in ('hand_back', 'cancel') then greatest(r.read_seq, c.seq) else r.read_seq end
  from conversation c where c.org_id = $1 and c.id = r.conversation_id and r.org_id = $1 and r.id = $2`)

type Held = { run: LockedRun; conversation: LockedConversation }

/** @throws AppError `conflict` with what stands in the way of letting the run go on. */
export async function requireReopenable(tx: OrgTx, { run, conversation }: Held): Promise<void> {
  if (conversation.status === 'closed') {
    throw new AppError('conflict', 'The conversation is closed. Reopen it first.')
  }
  if (run.isClaimed) throw new AppError('conflict', 'This run is at work right now. Look again in a moment.')
  const waits = run.status === 'waiting' && run.wait?.kind === 'step'
  if (run.wake === 'cancel' && !isUndoing(run.wait?.position ?? '')) {
    throw new AppError('conflict', 'This run is being cancelled.')
  }
  if (!waits && run.status !== 'failed') {
    throw new AppError('conflict', 'This run neither failed nor waits for another attempt at a step.')
  }
  if (run.isCalled && run.status === 'failed' && run.failure?.code !== 'undo_failed') {
    throw new AppError('conflict', 'The run that called this one has its error. Retry that one.')
  }
  const { rows } = await tx.query<{ newer: boolean }>(NEWER, [tx.orgId, conversation.id, run.id])
  if (rows[0]?.newer || (conversation.runId !== null && conversation.runId !== run.id)) {
    throw new AppError('conflict', 'A newer run of this conversation has taken its place.')
  }
}

/**
 * Lets the run go on. What the contact wrote while people answered is not for it, and its open question is
 * asked again; when nobody has answered, the contact's messages still wait to be read. `undoes`: the run was
 * cancelled, and it is its undoing that goes on.
 */
export async function reopenRun(
  tx: OrgTx,
  { run, conversation }: Held,
  { wait, added, undoes }: { wait: LockedRun['wait']; added: number; undoes: boolean },
): Promise<void> {
  const wake = undoes ? 'cancel' : await wakeOf(tx, { run, conversation })
  await tx.query(undoes ? ATTACH : GIVE, [tx.orgId, conversation.id, run.id])
  await tx.query(RESUME, [tx.orgId, run.id, wait ? encode(wait) : null, wake, added])
}

async function wakeOf(tx: OrgTx, { run, conversation }: Held): Promise<'hand_back' | 'recover' | null> {
  if (conversation.holder === 'backend') return null
  if (run.status === 'waiting') return 'hand_back'
  const values: [Id, Id, Date | null] = [tx.orgId, conversation.id, run.endedAt]
  const { rows } = await tx.query<{ answered: boolean }>(ANSWERED, values)
  return rows[0]?.answered ? 'hand_back' : 'recover'
}
