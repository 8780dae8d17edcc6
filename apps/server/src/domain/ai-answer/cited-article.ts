import {
  type AnswerCitation,
  type ArticleBlock,
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
  'select citations from ai_answer where org_id = $1 and conversation_id = $2 and id = $3',
)
// What the business has withdrawn since, or keeps to itself now, is shown to nobody outside.
const VERSION = statement(`
  select v.title, v.body from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = $3
  join article_version p on p.org_id = a.org_id and p.article_id = a.id and p.version = a.published_version
  where a.org_id = $1 and a.id = $2 and a.deleted_at is null and v.audience = 'public'
    and p.audience = 'public'`)

type Asked = { conversationId: Id; messageId: Id; articleId: Id }

/**
 * An article as it was when an answer cited it, for the contact who was answered: the cited words are marked.
 * Null when this answer does not cite it, or it is no public article, or none any more.
 */
export async function citedArticle(
  tx: OrgTx,
  keys: Keys,
  { conversationId, messageId, articleId }: Asked,
): Promise<{ title: string; blocks: ArticleBlock[] } | null> {
  const { rows } = await tx.query<{ citations: Buffer }>(CITATIONS, [tx.orgId, conversationId, messageId])
  const citations = rows[0] ? decode<AnswerCitation[]>(rows[0].citations) : []
  const cited = citations.filter((one) => one.articleId === articleId)
  const [first] = cited
  if (!first) return null
  const found = await tx.query<{ title: Buffer; body: Buffer }>(VERSION, [tx.orgId, articleId, first.version])
  const [article] = found.rows
  if (!article) return null
  const places = cited.filter(({ version }) => version === first.version)
  const hosts = await allowedHosts(tx)
  const ways = {
    linkOf: (address: string) => allowedLink(address, hosts),
    pictureOf: (address: string) => {
      const id = pictureIdOf(address)
      return id === null ? null : pictureLink(keys, tx.orgId, id)
    },
  }
  return {
    title: decode<string>(article.title),
    blocks: articleBlocks(decode<string>(article.body), places, ways),
  }
}
