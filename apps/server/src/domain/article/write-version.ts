import type { ArticleWords, Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { notePictures } from '../article-picture/use.ts'
import { noteVariant } from '../article-variant/join.ts'

// What was published is what answers quoted: it stays as it is.
const WRITE = statement(`
  insert into article_version (org_id, article_id, version, language, audience, title, body, alternates,
                               member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (org_id, article_id, version) do update
  set language = excluded.language, audience = excluded.audience, title = excluded.title,
      body = excluded.body, alternates = excluded.alternates, member_id = excluded.member_id,
      api_key_id = excluded.api_key_id, created_at = now()
  where article_version.first_published_at is null`)

type New = ArticleWords & { articleId: Id; version: number }

/**
 * Writes a version that was not published yet, over what it was.
 *
 * @throws AppError `conflict` when another article says the same in this language.
 */
export async function writeVersion(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  { articleId, version, language, audience, title, body, alternates }: New,
): Promise<void> {
  const { rowCount } = await tx.query(WRITE, [
    ...[tx.orgId, articleId, version, language, audience, encode(title), encode(body), encode(alternates)],
    ...[memberId, apiKeyId],
  ])
  if (rowCount !== 1) throw new Error('A version that was published was to be written over.')
  await notePictures(tx, { articleId, version, body })
  await noteVariant(tx, { articleId, language, isImported: !memberId && !apiKeyId })
}
