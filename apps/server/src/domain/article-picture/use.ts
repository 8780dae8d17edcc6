import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'
import { UNUSED_MS } from './keep.ts'

const PICTURE = /\]\(\s*<?picture:([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\b/g

// Locked against a removal that is looking for uses.
const LOCK = statement(`
  select id from article_picture
  where org_id = $1 and id = any ($2) and status <> 'gone' order by id for share`)
const USE = statement(`
  insert into article_picture_use (org_id, picture_id, article_id, version)
  select $1, t.id, $3, $4 from unnest($2::uuid[]) as t (id)
  on conflict do nothing`)
const LEAVE = statement(`
  delete from article_picture_use
  where org_id = $1 and article_id = $3 and version = $4 and picture_id <> all ($2)
  returning picture_id as id`)

type Written = { articleId: Id; version: number; body: string }

/** Notes which pictures a version has. One that it has no more goes, unless another version has it. */
export async function notePictures(tx: OrgTx, { articleId, version, body }: Written): Promise<void> {
  const named = [...new Set([...body.matchAll(PICTURE)].map(([, id]) => id as Id))]
  const { rows } = named.length > 0 ? await tx.query<{ id: Id }>(LOCK, [tx.orgId, named]) : { rows: [] }
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.query(USE, [tx.orgId, ids, articleId, version])
  const { rows: left } = await tx.query<{ id: Id }>(LEAVE, [tx.orgId, ids, articleId, version])
  for (const { id: pictureId } of left) await enqueue(tx, { kind: 'remove_picture', pictureId }, UNUSED_MS)
}
