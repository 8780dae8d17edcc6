import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { deleteArticle } from '../article/publish.ts'
import { enqueue } from '../job/enqueue.ts'
import { cancelPublication } from '../source-publication/end.ts'
import { plantImport } from './import.ts'
import { lockSource } from './source.ts'

const CANCEL = statement(`
  update source_import set status = 'cancelled', ended_at = now()
  where org_id = $1 and source_id = $2 and status = 'running'`)
const DELETE = statement('update source set deleted_at = now(), file_id = null where org_id = $1 and id = $2')
const ARTICLES = statement(`
  select id from article where org_id = $1 and source_id = $2 and deleted_at is null order by id limit $3`)
const PAGES = statement('delete from source_page where org_id = $1 and source_id = $2')
const UPROOT = statement('delete from job where org_id = $1 and id = $2')

const AT_ONCE = 20

/** It is listed no more; its articles go one after the other, which takes a moment. @throws AppError `not_found` */
export async function deleteSource(tx: OrgTx, id: Id): Promise<void> {
  const { fileId } = await lockSource(tx, id)
  await tx.query(CANCEL, [tx.orgId, id])
  await cancelPublication(tx, id)
  await tx.query(DELETE, [tx.orgId, id])
  if (fileId) await enqueue(tx, { kind: 'forget_source_file', fileId })
  await plantImport(tx, id)
}

/** Deletes some articles of a source that was deleted. @returns whether there are more */
export async function deleteSome(tx: OrgTx, sourceId: Id): Promise<boolean> {
  const { rows } = await tx.query<{ id: Id }>(ARTICLES, [tx.orgId, sourceId, AT_ONCE])
  for (const { id } of rows) await deleteArticle(tx, id)
  if (rows.length === AT_ONCE) return true
  await tx.query(PAGES, [tx.orgId, sourceId])
  await tx.query(UPROOT, [tx.orgId, sourceId])
  return false
}
