import { likeness } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'
import type { Nearby } from '../chunk/find.ts'

const CHUNKS = statement(`
  select id from chunk where org_id = $1 and article_id = $2 and version = $3 and no is not null
  order by place`)

/** What is near to questions, with the chunks of versions that are tried: no memory holds those. */
export async function withTried<Near extends Nearby>(
  tx: OrgTx,
  nearby: readonly Near[],
  tried: readonly TriedArticle[],
): Promise<readonly Near[]> {
  let near = nearby
  for (const one of tried) near = await withVersion(tx, near, one)
  return near
}

async function withVersion<Near extends Nearby>(
  tx: OrgTx,
  nearby: readonly Near[],
  { articleId, version, placed }: TriedArticle,
): Promise<readonly Near[]> {
  if (!placed) return nearby
  const { rows } = await tx.query<{ id: Id }>(CHUNKS, [tx.orgId, articleId, version])
  const own = new Set(rows.map(({ id }) => id))
  return nearby.map((one) => {
    if (one.space !== placed.space) return one
    const tried = rows.flatMap(({ id: chunkId }, at) => {
      const exact = placed.vectors[at]?.exact
      return exact?.length === one.vector.exact.length
        ? [{ chunkId, likeness: likeness(exact, one.vector.exact) }]
        : []
    })
    const others = one.near.filter(({ chunkId }) => !own.has(chunkId))
    return { ...one, near: [...others, ...tried].sort((a, b) => b.likeness - a.likeness) }
  })
}
