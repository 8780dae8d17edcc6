import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { indexArticles } from '../chunk/index-articles.ts'
import { evaluateAfterTaking } from '../evaluation/after-publish.ts'
import { plantCalibration } from '../knowledge/calibrate.ts'
import { restrictVectors } from '../vector/vector.ts'

const LOCK = statement(`
  select a.id as "articleId", a.published_version as version from article a
  where a.org_id = $1 and a.source_id = $2 and a.deleted_at is null and exists (
    select 1 from article_version v
    where v.org_id = a.org_id and v.article_id = a.id and v.audience = 'public')
  order by a.id for update`)
// Older versions too: one that is published again, or shown to whom it was quoted, is for members as well.
const RESTRICT = statement(`
  update article_version set audience = 'internal'
  where org_id = $1 and article_id = any ($2) and audience = 'public'`)
// A page that is open with somebody says that it changed.
const NOTE = statement(`
  update article set revision = revision + 1, changed_at = now() where org_id = $1 and id = any ($2)`)

/** So many are taken out of the postings and put back by one statement each. */
const AT_ONCE = 200

/**
 * Keeps the articles of a source from contacts once the transaction is committed: what an import wrote, what
 * a member wrote over it, and what of its pages cannot be had any more.
 */
export async function keepInternal(tx: OrgTx, sourceId: Id): Promise<void> {
  const { rows } = await tx.query<{ articleId: Id; version: number | null }>(LOCK, [tx.orgId, sourceId])
  if (rows.length === 0) return
  const answering = rows.filter(({ version }) => version !== null).map(({ articleId }) => articleId)
  await evaluateAfterTaking(tx, answering)
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE)
    const ids = some.map(({ articleId }) => articleId)
    const published = some.filter(({ version }) => version !== null)
    // Postings are kept by audience: they go under the old one, and come back under the new.
    await indexArticles(
      tx,
      published.map(({ articleId }) => ({ articleId, version: null })),
    )
    await tx.query(RESTRICT, [tx.orgId, ids])
    await indexArticles(tx, published)
    await restrictVectors(tx, ids)
    await tx.query(NOTE, [tx.orgId, ids])
  }
  await plantCalibration(tx)
}
