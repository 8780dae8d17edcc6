import type { GapAsked } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'

// Those of another org are not there to be found. What was decided of one question says nothing of another
// that was asked beside it; no part is all of them.
const DISMISS = statement(`
  insert into answer_review as r (org_id, answer_id, kind, decision, member_id, api_key_id, parts)
  select a.org_id, a.id, 'gap', 'dismissed', $4, $5,
    case when 0 = any (array_agg(t.part)) then '{}' else array_agg(distinct t.part) end
  from unnest($2::uuid[], $3::int[]) as t (id, part)
  join ai_answer a on a.org_id = $1 and a.id = t.id
  group by a.org_id, a.id order by a.id
  on conflict (org_id, answer_id, kind) do update set
    parts = case when excluded.parts = '{}' then '{}'
      else array(select distinct unnest(r.parts || excluded.parts)) end
  where r.parts <> '{}' and (excluded.parts = '{}' or not excluded.parts <@ r.parts)`)

/** Nothing has to be written about these; the same asked again is not meant. Returns how many were new. */
export async function dismissGap(
  tx: OrgTx,
  { asked, actor }: { asked: readonly GapAsked[]; actor: ActorIds },
): Promise<number> {
  const ids = asked.map(({ answerId }) => answerId)
  const parts = asked.map(({ part }) => part)
  const values = [tx.orgId, ids, parts, actor.memberId, actor.apiKeyId]
  return (await tx.query(DISMISS, values)).rowCount ?? 0
}
