import { type Id, TRIED_BYTES_MAX, TRIED_MAX } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const WAITING = statement(`
  select a.id as "articleId", a.version, a.revision, octet_length(v.body) as bytes from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where a.org_id = $1 and a.source_id = $2 and a.deleted_at is null and v.first_published_at is null
  order by a.id`)

/** The newest version of an article, which has never answered, as it stood when it was looked at. */
export type WaitingArticle = {
  articleId: Id
  version: number
  revision: number
  /** How long its text is. */
  bytes: number
}

/** All that waits of a source to be published, whoever wrote it, in the order of the ids. */
export async function waitingOf(tx: OrgTx, sourceId: Id): Promise<WaitingArticle[]> {
  return (await tx.query<WaitingArticle>(WAITING, [tx.orgId, sourceId])).rows
}

/** Whether they are more than can be tried together. */
export function areTooMuch(waiting: readonly WaitingArticle[]): boolean {
  const bytes = waiting.reduce((sum, one) => sum + one.bytes, 0)
  return waiting.length > TRIED_MAX || bytes > TRIED_BYTES_MAX
}
