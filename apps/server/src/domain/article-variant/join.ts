import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const FIRST = statement(`
  insert into article_variant (org_id, article_id, group_id, language)
  select a.org_id, a.id, a.id, v.language from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where a.org_id = $1 and a.id = $2 and a.deleted_at is null
  on conflict (org_id, article_id) do nothing`)
const JOIN = statement(`
  insert into article_variant (org_id, article_id, group_id, language)
  select org_id, $2, group_id, $4 from article_variant where org_id = $1 and article_id = $3
  on conflict (org_id, group_id, language) do nothing`)
const LOCK_GROUP = statement(`
  select w.article_id as "articleId", w.language from article_variant m
  join article_variant w on w.org_id = m.org_id and w.group_id = m.group_id
  where m.org_id = $1 and m.article_id = $2 order by w.article_id for update of w`)
const FOLLOW = statement(`
  update article_variant set language = $3, followed_at = now() where org_id = $1 and article_id = $2`)
const LEAVE = statement('delete from article_variant where org_id = $1 and article_id = $2')

type Join = { articleId: Id; language: string; of: Id }

/**
 * Makes a new article what another one says in this language.
 *
 * @throws AppError `not_found` when that was deleted; `conflict` when there is one in this language.
 */
export async function joinVariants(tx: OrgTx, { articleId, language, of }: Join): Promise<void> {
  await tx.query(FIRST, [tx.orgId, of])
  const { rows } = await tx.query<{ articleId: Id }>(LOCK_GROUP, [tx.orgId, of])
  if (rows.length === 0) throw new AppError('not_found', 'The article that this one translates was deleted.')
  const { rowCount } = await tx.query(JOIN, [tx.orgId, articleId, of, language])
  if (rowCount === 0) throw taken(language)
}

/**
 * Notes that an article was written: it is what the first one says now, in the language that it has now. One
 * that an import brings into a language that another has leaves it to that.
 *
 * @throws AppError `conflict` when a member gave it the language of another.
 */
export async function noteVariant(
  tx: OrgTx,
  { articleId, language, isImported }: { articleId: Id; language: string; isImported: boolean },
): Promise<void> {
  const { rows } = await tx.query<{ articleId: Id; language: string }>(LOCK_GROUP, [tx.orgId, articleId])
  const isTaken = rows.some((one) => one.articleId !== articleId && one.language === language)
  if (isTaken && !isImported) throw taken(language)
  if (isTaken) await leaveVariants(tx, articleId)
  else if (rows.length > 0) await tx.query(FOLLOW, [tx.orgId, articleId, language])
}

/** It says what no other says any more. */
export async function leaveVariants(tx: OrgTx, articleId: Id): Promise<void> {
  await tx.query(LEAVE, [tx.orgId, articleId])
}

function taken(language: string): AppError {
  return new AppError(
    'conflict',
    `There is one of these in ${language} already: open that, or choose another.`,
  )
}
