import { decode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ClaimedRun } from './run.ts'
import type { FoundReply } from './turn-values.ts'

const FIND = statement(`
  select reply from journal
  where org_id = $1 and run_id = $2 and generation = $3 and reply is not null order by position`)

const FORGET = statement(`
  update journal set reply = null
  where org_id = $1 and run_id = $2 and generation = $3 and reply is not null`)

/** What AI found for a run and nobody has said yet, also where another process had it found. */
export async function findReplies(db: Database, run: ClaimedRun): Promise<FoundReply[]> {
  const [found] = await db.flight(run.orgId, [{ statement: FIND, values: placeOf(run) }])
  return ((found?.rows ?? []) as { reply: Buffer }[]).map(({ reply }) => decode<FoundReply>(reply))
}

/** Once the turn is committed each has been said, or will never be. */
export async function forgetReplies(tx: OrgTx, run: ClaimedRun): Promise<void> {
  await tx.query(FORGET, placeOf(run))
}

function placeOf({ orgId, id, generation }: ClaimedRun): unknown[] {
  return [orgId, id, generation]
}
