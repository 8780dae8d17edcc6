import type { Id, JournalEntry } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const ADD = statement(`
  insert into ai_tool_step (org_id, call_id, position, entry) 
  select $1, $2, t.* from unnest($3::text[], $4::bytea[]) as t
  on conflict (org_id, call_id, position) do nothing`)
const LIST = statement('select entry from ai_tool_step where org_id = $1 and call_id = $2 order by position')

/**
 * Records what the code of a tool has done. The first writer wins, as in the journal of a run: what was done
 * in the world is done.
 *
 * @returns the whole journal of the call, in order.
 */
export async function recordToolSteps(
  tx: OrgTx,
  callId: Id,
  entries: readonly JournalEntry[],
): Promise<JournalEntry[]> {
  const positions = entries.map(({ position }) => position)
  await tx.query(ADD, [tx.orgId, callId, positions, entries.map(encode)])
  const { rows } = await tx.query<{ entry: Buffer }>(LIST, [tx.orgId, callId])
  return rows.map(({ entry }) => decode<JournalEntry>(entry))
}
