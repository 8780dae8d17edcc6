import { exactTermsAsked } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { BLOCK_SIZE, NUMBER_SHIFT } from './postings.ts'
import type { Found, Question } from './search.ts'

/** Articles of one name, and so many are looked at. */
const ARTICLES_MAX = 3
const NAMED_MAX = 100

/** `terms`: a list of them. */
const find = (terms: string) => `
  select distinct on (c.article_id) c.id as "chunkId", c.article_id as "articleId", c.version
  from (
    select block * ${BLOCK_SIZE} + (unnest(entries) >> ${NUMBER_SHIFT}) as no from posting
    where org_id = $1 and field = 'title' and term = any (${terms}) and audience = any ($3)
    limit ${NAMED_MAX}) n
  cross join lateral (
    select id, article_id, version, place from chunk where org_id = $1 and no = n.no offset 0) c
  order by c.article_id, c.place limit ${ARTICLES_MAX}`

const FIND = statement(find('$2'))
const BETWEEN = '\u001f'
const FIND_EACH = statement(`
  select q.at::int - 1 as at, f.* from unnest($2::text[]) with ordinality as q (terms, at)
  cross join lateral (${find('string_to_array(q.terms, $4)')}) f
  order by q.at, f."articleId"`)

type Row = { chunkId: Id; articleId: Id; version: number }

/**
 * The first piece of each article that a question asks for by its very title, or by a question that it is
 * said to answer. A short title is a word that many say more often, so it may be ranked below all of them.
 */
export async function findExact(tx: OrgTx, { question, audiences }: Question): Promise<Found[]> {
  const { rows } = await tx.query<Row>(FIND, [tx.orgId, exactTermsAsked(question), audiences])
  return rows.map(toFound)
}

/** The same for several questions in one statement, each by its place in the list. */
export async function findExactEach(
  tx: OrgTx,
  questions: readonly Pick<Question, 'question'>[],
  audiences: Question['audiences'],
): Promise<Found[][]> {
  const terms = questions.map(({ question }) => exactTermsAsked(question).join(BETWEEN))
  const { rows } = await tx.query<Row & { at: number }>(FIND_EACH, [tx.orgId, terms, audiences, BETWEEN])
  const found = questions.map((): Found[] => [])
  for (const { at, ...row } of rows) found[at]?.push(toFound(row))
  return found
}

function toFound(row: Row): Found {
  return { ...row, score: 0, meaning: 0, title: 0, body: 0, trigram: 0, alternate: 0 }
}
