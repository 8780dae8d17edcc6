import { type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { requireTried } from '../evaluation/article-gates.ts'
import { conflict } from '../issue/refuse.ts'
import type { Job } from '../job/enqueue.ts'
import { lockSource } from '../source/source.ts'
import { waitingOf } from './waiting.ts'

const KNOWN = statement(`
  select 1 from source_publication where org_id = $1 and source_id = $2 and client_id = $3`)
const ADD = statement(`
  insert into source_publication (org_id, id, source_id, client_id, member_id, api_key_id, asked)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (org_id, source_id) where status = 'running' do nothing`)
const KEEP = statement(`
  insert into source_publication_article (org_id, publication_id, article_id, version, revision, nth)
  select $1, $2, t.* from unnest($3::uuid[], $4::int[], $5::int[]) with ordinality as t`)
// The id of the job is the publication's, so that there is one.
const PLANT = statement('insert into job (org_id, id, kind, payload, due_at) values ($1, $2, $3, $4, now())')

type Begin = { sourceId: Id; clientId: string }

/**
 * Begins to publish all that waits of a source, as it stands now: what is written or imported from now on
 * goes on to wait. Asked twice with the same client id it is one.
 *
 * @throws AppError `not_found`; `conflict` when nothing waits, it is being published already, or a test set
 * asks that all of it passes first, together.
 */
export async function beginPublication(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  { sourceId, clientId }: Begin,
): Promise<void> {
  await lockSource(tx, sourceId)
  const { rowCount: known } = await tx.query(KNOWN, [tx.orgId, sourceId, clientId])
  if (known !== 0) return
  const waiting = await waitingOf(tx, sourceId)
  const id = newId()
  const values = [tx.orgId, id, sourceId, clientId, memberId, apiKeyId, waiting.length]
  const { rowCount: added } = await tx.query(ADD, values)
  if (added === 0) throw underWay()
  if (waiting.length === 0) throw nothingWaits()
  await requireTried(tx, waiting)
  await tx.query(KEEP, [
    ...[tx.orgId, id, waiting.map(({ articleId }) => articleId)],
    ...[waiting.map(({ version }) => version), waiting.map(({ revision }) => revision)],
  ])
  const job: Job = { kind: 'publish_source', publicationId: id }
  await tx.query(PLANT, [tx.orgId, id, job.kind, encode(job)])
}

function underWay() {
  return conflict(
    [],
    'What waits of this source is being published: wait, or cancel it.',
    'Lo que espera de esta fuente se está publicando: espera, o cancélalo.',
  )
}

function nothingWaits() {
  return conflict(
    [],
    'Nothing of this source waits to be published.',
    'Nada de esta fuente espera a que lo publiquen.',
  )
}
