import type { Id, JournalEntry } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const ADD = statement(`
  insert into ai_tool_step (org_id, call_id, position, entry) values ($1, $2, $3, $4)
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
  for (const entry of entries) await tx.query(ADD, [tx.orgId, callId, entry.position, encode(entry)])
  const { rows } = await tx.query<{ entry: Buffer }>(LIST, [tx.orgId, callId])
  return rows.map(({ entry }) => decode<JournalEntry>(entry))
}
