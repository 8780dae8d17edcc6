import { estimateTokens, placedText } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { describeChunks } from '../chunk/describe.ts'

const COUNT = statement(`
  select count(*)::int as chunks, count(distinct c.article_id)::int as articles,
         count(distinct c.article_id) filter (where v.audience = 'internal')::int as "internalArticles",
         coalesce(sum(c.ends_at - c.starts_at), 0)::float8 as characters
  from chunk c
  join article_version v on v.org_id = c.org_id and v.article_id = c.article_id and v.version = c.version
  where c.org_id = $1 and c.no is not null`)
const SAMPLE = statement(`
  select id as "chunkId", ends_at - starts_at as characters from chunk
  where org_id = $1 and no is not null order by md5(id::text) limit $2`)

/** So many are counted; the others are as long in tokens as these are, for their characters. */
const COUNTED = 100
/** A chunk is described with the whole of its article. */
const AT_ONCE = 25

export type Weight = { articles: number; internalArticles: number; chunks: number; tokens: number }

/** How much would be sent to place all that is found: about so many tokens. */
export async function weighKnowledge(db: Database, orgId: Id): Promise<Weight> {
  const { all, some } = await db.withOrg(orgId, async (tx) => {
    const { rows: counted } = await tx.query<Omit<Weight, 'tokens'> & { characters: number }>(COUNT, [orgId])
    const { rows: sampled } = await tx.query<{ chunkId: Id; characters: number }>(SAMPLE, [orgId, COUNTED])
    return {
      all: counted[0] ?? { chunks: 0, articles: 0, internalArticles: 0, characters: 0 },
      some: sampled,
    }
  })
  let tokens = 0
  for (let from = 0; from < some.length; from += AT_ONCE) {
    const described = await db.withOrg(orgId, (tx) => describeChunks(tx, some.slice(from, from + AT_ONCE)))
    for (const chunk of described) tokens += estimateTokens(placedText({ ...chunk, body: chunk.text }))
  }
  const { characters, ...most } = all
  const counted = some.reduce((sum, chunk) => sum + chunk.characters, 0)
  return { ...most, tokens: counted === 0 ? tokens : Math.ceil((tokens * characters) / counted) }
}
