import { exactTermsAsked } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { BLOCK_SIZE, NUMBER_SHIFT } from './postings.ts'
import type { Found, Question } from './search.ts'

/** Articles of one name, and so many are looked at. */
const ARTICLES_MAX = 3
const NAMED_MAX = 100

const FIND = statement(`
  select distinct on (c.article_id) c.id as "chunkId", c.article_id as "articleId", c.version
  from (
    select block * ${BLOCK_SIZE} + (unnest(entries) >> ${NUMBER_SHIFT}) as no from posting
    where org_id = $1 and field = 'title' and term = any ($2) and audience = any ($3) limit ${NAMED_MAX}) n
  cross join lateral (
    select id, article_id, version, place from chunk where org_id = $1 and no = n.no offset 0) c
  order by c.article_id, c.place limit ${ARTICLES_MAX}`)

/**
 * The first piece of each article that a question asks for by its very title, or by a question that it is
 * said to answer. A short title is a word that many say more often, so it may be ranked below all of them.
 */
export async function findExact(tx: OrgTx, { question, audiences }: Question): Promise<Found[]> {
  type Row = { chunkId: Id; articleId: Id; version: number }
  const { rows } = await tx.query<Row>(FIND, [tx.orgId, exactTermsAsked(question), audiences])
  return rows.map((row) => ({ ...row, score: 0, meaning: 0, title: 0, body: 0, trigram: 0, alternate: 0 }))
}
