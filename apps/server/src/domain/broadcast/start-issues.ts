import type { Issue } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { issueAt } from '../issue/refuse.ts'

// The clock is the org's.
const MOMENT = statement('select $2::timestamp at time zone time_zone as "startsAt" from org where id = $1')

/** Who took minutes over the form meant now; longer ago is a slip, and what is sent is not taken back. */
const PAST_MS = 5 * 60_000

/** What is wrong with the time at which a broadcast is to begin; null: now. */
export async function startIssues(tx: OrgTx, startsAt: string | null): Promise<Issue[]> {
  if (startsAt === null) return []
  const { rows } = await tx.query<{ startsAt: Date }>(MOMENT, [tx.orgId, startsAt])
  if (!rows[0] || rows[0].startsAt.getTime() >= Date.now() - PAST_MS) return []
  return [
    issueAt(
      'startsAt',
      'That time has passed: choose a later one, or leave it empty to begin now.',
      'Esa hora ya pasó: elige una posterior, o déjala vacía para empezar ahora.',
    ),
  ]
}
