import type { Id } from '@hilo/protocol'
import { type Step, statement } from '../../db/statement.ts'

const NOTE = statement(`
  insert into history_import (org_id, inbox_id, phase, progress, messages, failure)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (org_id, inbox_id, phase) do update set
    progress = greatest(history_import.progress, excluded.progress),
    messages = history_import.messages + excluded.messages,
    failure = excluded.failure, last_at = now()`)

type Progress = {
  /** 0: the last day, 1: up to 90 days, 2: before. */
  phase: number
  /** In percent, as the platform counts it. Chunks come in any order: the furthest is kept. */
  progress: number | null
  /** So many more were brought over. */
  messages: number
  /** Why nothing is: the platform's code. */
  failure: string | null
}

/** Notes how far the platform is with what was said before this inbox was connected. */
export function noteProgress(orgId: Id, inboxId: Id, progress: Progress): Step {
  const { phase, progress: percent, messages, failure } = progress
  return { statement: NOTE, values: [orgId, inboxId, phase, percent, messages, failure] }
}
