import type { Id, SourcePublication } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'

const ACTOR = actorSql('p')
const LAST = statement(`
  select distinct on (p.source_id) p.source_id as "sourceId", p.id, p.status, p.reason, p.asked, p.published,
    p.rewritten, p.empty, p.gone, p.started_at as "startedAt", p.ended_at as "endedAt", ${ACTOR.columns}
  from source_publication p ${ACTOR.joins}
  where p.org_id = $1 and p.source_id = any ($2) order by p.source_id, p.id desc`)

type Row = Pick<SourcePublication, 'id' | 'status' | 'reason' | 'asked'> &
  SourcePublication['counts'] &
  ActorRow & { sourceId: Id; startedAt: Date; endedAt: Date | null }

/** The last publication of each source that has had one. */
export async function lastPublications(
  tx: OrgTx,
  sourceIds: readonly Id[],
): Promise<Map<Id, SourcePublication>> {
  const { rows } = await tx.query<Row>(LAST, [tx.orgId, sourceIds])
  return new Map(rows.map((row) => [row.sourceId, toPublication(row)]))
}

function toPublication({ published, rewritten, empty, gone, ...row }: Row): SourcePublication {
  const { id, status, reason, asked, startedAt, endedAt } = row
  return {
    ...{ id, status, reason, asked, counts: { published, rewritten, empty, gone } },
    by: toActor(row),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}
