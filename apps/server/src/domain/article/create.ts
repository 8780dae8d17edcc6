import { AppError, type Article, type api, type ContractBody, type Id, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { joinVariants } from '../article-variant/join.ts'
import { ensureSource } from '../source/ensure.ts'
import { getArticle } from './article.ts'
import { writeVersion } from './write-version.ts'

const ADD = statement(`
  insert into article (org_id, id, source_id, client_id) values ($1, $2, $3, $4)
  on conflict (org_id, client_id) do nothing returning id`)
const KNOWN = statement(`
  select id, deleted_at is not null as "isDeleted" from article where org_id = $1 and client_id = $2`)

/**
 * Writes an article that answers nobody yet. Asked twice with the same client id it is one, as it was first.
 *
 * @throws AppError `conflict` when the one with this client id was deleted since, or when there is one of the
 * same in this language; `not_found` when the one that it is a variant of was deleted.
 */
export async function createArticle(
  tx: OrgTx,
  actor: ActorIds,
  { clientId, kind, variantOf, ...words }: ContractBody<typeof api.createArticle>,
): Promise<Article> {
  const sourceId = await ensureSource(tx, kind)
  const id = newId()
  const { rows } = await tx.query<{ id: Id }>(ADD, [tx.orgId, id, sourceId, clientId])
  if (rows[0]) {
    await writeVersion(tx, actor, { articleId: id, version: 1, ...words })
    if (variantOf) await joinVariants(tx, { articleId: id, language: words.language, of: variantOf })
    return getArticle(tx, id)
  }
  const { rows: known } = await tx.query<{ id: Id; isDeleted: boolean }>(KNOWN, [tx.orgId, clientId])
  if (known[0]?.isDeleted) throw new AppError('conflict', 'This article was deleted: write it as a new one.')
  return getArticle(tx, known[0]?.id ?? id)
}
