import { createHash } from 'node:crypto'
import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Job } from '../job/enqueue.ts'

// One for each inbox, however often it is planted.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  values ($1, $2, $3, $4, now() + $5::float8 * interval '1 millisecond')
  on conflict (org_id, id) do update set due_at = excluded.due_at, payload = excluded.payload, error = null`)
const UPROOT = statement('delete from job where org_id = $1 and id = $2')

const DAY_MS = 24 * 3_600_000

/** The job of its kind that an inbox has. */
function jobIdOf(kind: Job['kind'], inboxId: Id): Id {
  const hex = createHash('sha256').update(`${kind} ${inboxId}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** Looks after the token of an inbox once a day, from tomorrow on. */
export function plantTokenCheck(orgId: Id, inboxId: Id, inMs = DAY_MS): Step {
  return plant(orgId, { kind: 'keep_token', inboxId }, inMs)
}

export function uprootTokenCheck(orgId: Id, inboxId: Id): Step {
  return { statement: UPROOT, values: [orgId, jobIdOf('keep_token', inboxId)] }
}

/** Deletes what the platform gave of an inbox that was disconnected, in so many ms. */
export function plantForgetting(orgId: Id, inboxId: Id, inMs: number): Step {
  return plant(orgId, { kind: 'forget_platform', inboxId }, inMs)
}

function plant(orgId: Id, job: Extract<Job, { inboxId: Id }>, inMs: number): Step {
  return { statement: PLANT, values: [orgId, jobIdOf(job.kind, job.inboxId), job.kind, encode(job), inMs] }
}
