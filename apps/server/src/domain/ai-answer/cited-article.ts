import {
  type AnswerCitation,
  type ArticleBlock,
  type ArticleWays,
  allowedLink,
  articleBlocks,
  type Id,
  pictureIdOf,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { pictureLink } from '../article-picture/link.ts'
import { allowedHosts } from '../link-host/read.ts'

const CITATIONS = statement(
  'select citations, language from ai_answer where org_id = $1 and conversation_id = $2 and id = $3',
)
// What the business has withdrawn since, or keeps to itself now, is shown to nobody outside.
const VERSION = statement(`
  select v.title, v.body from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = $3
  join article_version p on p.org_id = a.org_id and p.article_id = a.id and p.version = a.published_version
  where a.org_id = $1 and a.id = $2 and a.deleted_at is null and v.audience = 'public'
    and p.audience = 'public'`)

// What was cited may be in a language that the answer is not in.
const IN_LANGUAGE = statement(`
  select p.title, p.body from article_variant m
  join article_variant w on w.org_id = m.org_id and w.group_id = m.group_id and w.article_id <> m.article_id
  join article a on a.org_id = w.org_id and a.id = w.article_id and a.deleted_at is null
  join article_version p on p.org_id = a.org_id and p.article_id = a.id and p.version = a.published_version
  where m.org_id = $1 and m.article_id = $2 and p.audience = 'public'
    and split_part(p.language, '-', 1) = $3 and split_part(m.language, '-', 1) <> $3
  order by a.id limit 1`)

type Asked = { conversationId: Id; messageId: Id; articleId: Id }
type Row = { title: Buffer; body: Buffer }

/**
 * An article as it was when an answer cited it, for the contact who was answered: the cited words are marked.
 * Where it is in another language than the answer, what says the same in the answer's is shown instead, as it
 * is now. Null when this answer does not cite it, or it is no public article, or none any more.
 */
export async function citedArticle(
  tx: OrgTx,
  keys: Keys,
  { conversationId, messageId, articleId }: Asked,
): Promise<{ title: string; blocks: ArticleBlock[] } | null> {
  const { rows } = await tx.query<{ citations: Buffer; language: string }>(CITATIONS, [
    ...[tx.orgId, conversationId, messageId],
  ])
  const [answer] = rows
  const citations = answer ? decode<AnswerCitation[]>(answer.citations) : []
  const cited = citations.filter((one) => one.articleId === articleId)
  const [first] = cited
  if (!answer || !first) return null
  const found = await tx.query<Row>(VERSION, [tx.orgId, articleId, first.version])
  const [article] = found.rows
  if (!article) return null
  const [base = ''] = answer.language.split('-', 1)
  const { rows: others } = await tx.query<Row>(IN_LANGUAGE, [tx.orgId, articleId, base])
  const places = others[0] ? [] : cited.filter(({ version }) => version === first.version)
  const { title, body } = others[0] ?? article
  return {
    title: decode<string>(title),
    blocks: articleBlocks(decode<string>(body), places, await waysOf(tx, keys)),
  }
}

async function waysOf(tx: OrgTx, keys: Keys): Promise<ArticleWays> {
  const hosts = await allowedHosts(tx)
  return {
    linkOf: (address) => allowedLink(address, hosts),
    pictureOf: (address) => {
      const id = pictureIdOf(address)
      return id === null ? null : pictureLink(keys, tx.orgId, id)
    },
  }
}
