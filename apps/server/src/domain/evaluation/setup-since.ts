import type { Id, SetupSince } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readSetup, type Setup, setupDifference } from './setup.ts'

const KEPT = statement('select setup from evaluation where org_id = $1 and id = $2')

/** What of the setup of an evaluation is not that of the one before, and not that of now. */
export async function setupSince(tx: OrgTx, id: Id, beforeId: Id | null): Promise<SetupSince> {
  const played = await keptOf(tx, id)
  if (!played) return { before: null, now: null }
  const before = beforeId === null ? null : await keptOf(tx, beforeId)
  return {
    before: before && setupDifference(played, before),
    now: setupDifference(played, await readSetup(tx, Object.keys(played.tools))),
  }
}

async function keptOf(tx: OrgTx, id: Id): Promise<Setup | null> {
  const { rows } = await tx.query<{ setup: Buffer | null }>(KEPT, [tx.orgId, id])
  return decodeOrNull<Setup>(rows[0]?.setup ?? null)
}
