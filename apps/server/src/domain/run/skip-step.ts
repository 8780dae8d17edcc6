import { AppError, type Run, type Wait } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { recordEvent } from '../conversation/record.ts'
import { failedStepsOf, isUndoing } from './failed-steps.ts'
import { type LockedRun, lockedRun, type RunAction } from './lock.ts'
import { reopenRun, requireReopenable } from './reopen.ts'
import { getRun, type Recorded } from './view.ts'

const REPLACE = statement(`
  update journal set value = $5 where org_id = $1 and run_id = $2 and generation = $3 and position = $4`)
const TAKE_BACK = statement(`
  delete from journal
  where org_id = $1 and run_id = $2 and generation = $3 and position = any ($4::text[])`)
const RECORD = statement(`
  insert into journal (org_id, run_id, generation, position, kind, name, value, attempts)
  values ($1, $2, $3, $4, 'step', $6, $5, $7)
  on conflict (org_id, run_id, generation, position) do nothing
  returning 1`)
const GROUP = statement(`
  select from journal where org_id = $1 and run_id = $2 and generation = $3 and position = $4
    and kind = 'all'`)

const BYTES_MAX = 64 * 1024
const DEPTH_MAX = 64

type Skip = RunAction & { position: string; value: unknown }

/**
 * Records a value as the result of a step that fails, marked as given by the member, and lets the run go on.
 * The error that stood there is kept beside the value. Steps that failed together with it are attempted anew.
 *
 * @throws AppError `invalid_request` when the value is too large or too deep; else as `retryRun`, and
 * `conflict` when the run does not fail at that step.
 */
export async function skipStep(tx: OrgTx, skip: Skip): Promise<Run> {
  const { runId, memberId, apiKeyId = null, expect, position, value } = skip
  requireRecordable(value)
  const held = await lockedRun(tx, { runId, expect })
  await requireReopenable(tx, held)
  const { run, conversation } = held
  const { step, added } =
    run.wait?.kind === 'step'
      ? await recordResult(tx, run, { ...skip, wait: run.wait })
      : await replaceResult(tx, run, skip)
  await reopenRun(tx, held, { wait: null, added, undoes: isUndoing(position) })
  const data = { runId, step: step.name, position, reason: step.error }
  await recordEvent(tx, { conversationId: conversation.id, type: 'step_skipped', memberId, apiKeyId, data })
  return getRun(tx, runId)
}

type Skipped = { step: { name: string; error: string }; added: number }

/** The step has no entry yet: it waits for its next attempt. */
async function recordResult(
  tx: OrgTx,
  run: LockedRun,
  { position, wait, ...skip }: Skip & { wait: Extract<Wait, { kind: 'step' }> },
): Promise<Skipped> {
  if (wait.position !== position) throw new AppError('conflict', ELSEWHERE)
  const at = [tx.orgId, run.id, run.generation, position]
  const { rows: group } = await tx.query(GROUP, at)
  if (group.length > 0) {
    throw new AppError(
      'conflict',
      'Several steps are under way at once here. Retry, or wait until one fails.',
    )
  }
  const value = encode(resultOf(skip, wait.error))
  const { rows } = await tx.query(RECORD, [...at, value, encode(wait.name), wait.attempts])
  if (rows.length === 0) throw new AppError('conflict', 'The step has just ended by itself. Look again.')
  return { step: wait, added: 1 }
}

/** The step is recorded as failed, and the run ended there. */
async function replaceResult(tx: OrgTx, run: LockedRun, { position, ...skip }: Skip): Promise<Skipped> {
  const steps = await failedStepsOf(tx, run)
  const step = steps.find((each) => each.position === position)
  if (!step) throw new AppError('conflict', ELSEWHERE)
  const at = [tx.orgId, run.id, run.generation]
  await tx.query(REPLACE, [...at, position, encode(resultOf(skip, step.error))])
  const others = steps.filter((each) => each !== step).map((each) => each.position)
  await tx.query(TAKE_BACK, [...at, others])
  return { step, added: -others.length }
}

const ELSEWHERE = 'This run does not fail at that step. See where it is now.'

function resultOf(
  { value, memberId, apiKeyId }: Omit<Skip, 'runId' | 'position' | 'expect'>,
  before: string,
) {
  const recorded: Recorded = { value: { ok: value }, by: memberId, before }
  return apiKeyId ? { ...recorded, byKey: apiKeyId } : recorded
}

function requireRecordable(value: unknown): void {
  if (value === undefined) throw new AppError('invalid_request', 'value: is missing; give any JSON.')
  if (!isShallow(value, DEPTH_MAX)) {
    throw new AppError('invalid_request', `value: is nested more than ${DEPTH_MAX} levels deep.`)
  }
  if (Buffer.byteLength(JSON.stringify(value)) > BYTES_MAX) {
    throw new AppError('invalid_request', 'value: is larger than 64 KiB.')
  }
}

function isShallow(value: unknown, left: number): boolean {
  if (value === null || typeof value !== 'object') return true
  return left > 0 && Object.values(value).every((each) => isShallow(each, left - 1))
}
