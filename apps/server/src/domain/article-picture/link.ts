import { AppError, type Id, type MediaLink } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { readSigned, signParts } from '../media/signed.ts'

/**
 * Links to pictures of articles. One for readers never changes, and is good as long as whoever asks may read
 * an article that has the picture; one for members is good for five minutes.
 */

const LINK_MS = 5 * 60_000
const READER = 'article picture'
const MEMBER = 'article picture of a member'

const FIND = statement(`
  select mime_type as "mimeType", size from article_picture
  where org_id = $1 and id = $2 and status = 'stored'`)
// As `cited-article.ts` says who may read a version.
const FIND_PUBLIC = statement(`
  select p.mime_type as "mimeType", p.size from article_picture p
  where p.org_id = $1 and p.id = $2 and p.status = 'stored' and exists (
    select 1 from article_picture_use u
    join article a on a.org_id = u.org_id and a.id = u.article_id and a.deleted_at is null
    join article_version v on v.org_id = u.org_id and v.article_id = u.article_id and v.version = u.version
    join article_version n on n.org_id = a.org_id and n.article_id = a.id and n.version = a.published_version
    where u.org_id = p.org_id and u.picture_id = p.id and v.audience = 'public' and n.audience = 'public'
      and v.first_published_at is not null)`)

export type StoredPicture = { orgId: Id; id: Id; mimeType: string; size: number }

/** A path on this server, the same each time. It asks nothing: who may use it, its use shows. */
export function pictureLink(keys: Keys, orgId: Id, id: Id): string {
  return `/widget/v1/pictures/${signParts(keys, READER, [orgId, id])}`
}

/** @throws AppError `not_found` */
export async function memberPictureLink(
  { db, keys }: { db: Database; keys: Keys },
  orgId: Id,
  id: Id,
): Promise<MediaLink> {
  if (!(await find(db, FIND, { orgId, id }))) throw new AppError('not_found', 'There is no such picture.')
  const expiresAt = Date.now() + LINK_MS
  const token = signParts(keys, MEMBER, [orgId, id, String(expiresAt)])
  return { url: `/media/pictures/${token}`, expiresAt: new Date(expiresAt).toISOString() }
}

/** The picture of a reader's link; null when it is none of ours, or of no article that is public now. */
export async function pictureOfReader(
  { db, keys }: { db: Database; keys: Keys },
  token: string,
): Promise<StoredPicture | null> {
  const [orgId, id] = readSigned(keys, READER, token) ?? []
  return orgId && id ? find(db, FIND_PUBLIC, { orgId, id }) : null
}

/** The picture of a member's link; null when it is none of ours, or over. */
export async function pictureOfMember(
  { db, keys }: { db: Database; keys: Keys },
  token: string,
): Promise<StoredPicture | null> {
  const [orgId, id, until] = readSigned(keys, MEMBER, token) ?? []
  return orgId && id && Number(until) > Date.now() ? find(db, FIND, { orgId, id }) : null
}

async function find(
  db: Database,
  query: typeof FIND,
  { orgId, id }: { orgId: Id; id: Id },
): Promise<StoredPicture | null> {
  const [found] = await db.flight(orgId, [{ statement: query, values: [orgId, id] }])
  const row = found?.rows[0] as Pick<StoredPicture, 'mimeType' | 'size'> | undefined
  return row ? { orgId, id, ...row } : null
}
