import type { ArticleAudience } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { GONE_AFTER, type WaitingPage } from './waiting-pages.ts'

const LOCK = statement(`
  select a.version, a.published_version as "publishedVersion", a.deleted_at is not null as "isDeleted",
         p.version as "ownVersion", p.hash, v.audience, v.first_published_at is null as "isDraft",
         v.member_id is not null or v.api_key_id is not null as "isWritten", (
           select max(o.version) from article_version o
           where o.org_id = a.org_id and o.article_id = a.id and o.first_published_at is not null
         ) as "lastAnswered"
  from article a join source_page p on p.org_id = a.org_id and p.article_id = a.id
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where a.org_id = $1 and a.id = $2 and p.id = $3 for update of a`)

/** The article of a page as whoever reads the page again finds it. */
export type OwnArticle = {
  version: number
  publishedVersion: number | null
  isDeleted: boolean
  /** What was taken last. */
  ownVersion: number | null
  hash: Buffer | null
  audience: ArticleAudience
  /** Its newest version has never answered. */
  isDraft: boolean
  /** A member, or a program, wrote its newest version. */
  isWritten: boolean
  /** The newest of its versions that ever answered. */
  lastAnswered: number | null
}

/** Keeps others from changing or publishing it until the commit. */
export async function lockOwn(tx: OrgTx, { id, articleId }: WaitingPage): Promise<OwnArticle | null> {
  const { rows } = await tx.query<OwnArticle>(LOCK, [tx.orgId, articleId, id])
  return rows[0] ?? null
}

/** It was taken out of the answers when its page was gone, not by a member. */
export function isBack({ publishedVersion }: OwnArticle, { missed }: WaitingPage): boolean {
  return publishedVersion === null && missed >= GONE_AFTER
}

/**
 * Whether it is as imports left it, so that the next may change it. A draft that nobody wrote over is
 * replaced by a newer draft whatever became of what answers; to answer at once it must not pass by what a
 * member took out of the answers or put back into them.
 */
export function isOurs(own: OwnArticle, page: WaitingPage, asDraft: boolean): boolean {
  if (own.version !== own.ownVersion || own.isWritten) return false
  return (own.isDraft && asDraft) || isBack(own, page) || own.publishedVersion === own.lastAnswered
}
