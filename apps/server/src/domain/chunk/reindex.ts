import { TERMS_VERSION } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Job } from '../job/enqueue.ts'
import { calibrateSoon } from '../knowledge/calibrate.ts'
import { lockKnowledge } from '../knowledge/knowledge.ts'
import { indexArticles } from './index-articles.ts'

/** So many articles at a time: who publishes meanwhile waits for no more. */
const BATCH = 20

const BEHIND = statement('select id from org where indexed_as < $1 order by id')
const TOLD = statement('update org set indexed_as = $2 where id = $1 and indexed_as < $2')
const OLD = 'from chunk where org_id = $1 and no is not null and indexed_as < $2'
// There is one in an org.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  select $1, md5('index_chunks' || $1::uuid::text)::uuid, $3, $4, now() where exists (select 1 ${OLD})
  on conflict (org_id, id) do nothing`)
const TAKE = statement(`
  select article_id as "articleId", version ${OLD}
  group by article_id, version order by article_id limit ${BATCH}`)

/**
 * After an upgrade that brings other forms of words together: each org that was not told yet gets a job for
 * its chunks. A process that ends meanwhile leaves the other orgs to the next one.
 */
export async function plantReindexing(db: Database, ending?: AbortSignal): Promise<void> {
  const { rows } = await db.global.query<{ id: Id }>(BEHIND, [TERMS_VERSION])
  const job: Job = { kind: 'index_chunks' }
  for (const { id } of rows) {
    if (ending?.aborted) return
    await db.withOrg(id, (tx) => tx.query(PLANT, [id, TERMS_VERSION, job.kind, encode(job)]))
    await db.global.query(TOLD, [id, TERMS_VERSION])
  }
}

/**
 * Brings some articles to the terms of this version; they are found all the while. When none is left, what is
 * enough for an answer is measured anew.
 *
 * @returns whether there may be more
 */
export async function reindexSome(tx: OrgTx): Promise<boolean> {
  // Before it reads which versions answer: one that is published meanwhile would be taken back.
  await lockKnowledge(tx)
  const { rows } = await tx.query<{ articleId: Id; version: number }>(TAKE, [tx.orgId, TERMS_VERSION])
  if (rows.length > 0) await indexArticles(tx, rows)
  else await calibrateSoon(tx)
  return rows.length > 0
}
