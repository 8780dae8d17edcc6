import type { Id } from '@hilo/protocol'

import { type Step, statement } from '../../db/statement.ts'

const COUNT = statement(`
  insert into unhandled_event (org_id, inbox_id, kind, count) values ($1, $2, $3, 1)
  on conflict (org_id, inbox_id, kind) do update set count = unhandled_event.count + 1, last_at = now()`)

/**
 * Counts an event that is kept but not understood, so that a person can see what comes in and is not shown.
 */
export function countUnhandled(orgId: Id, inboxId: Id, kind: string): Step {
  return { statement: COUNT, values: [orgId, inboxId, kind.slice(0, 200)] }
}
