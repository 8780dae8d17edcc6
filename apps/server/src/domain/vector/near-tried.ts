import { likeness } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'
import type { Nearby } from '../chunk/find.ts'

const CHUNKS = statement(`
  select c.id, c.article_id as "articleId" from chunk c
  join unnest($2::uuid[], $3::int[]) as tried (article_id, version)
    on tried.article_id = c.article_id and tried.version = c.version
  where c.org_id = $1 and c.no is not null order by c.place`)

/** What is near to questions, with the chunks of versions that are tried: no memory holds those. */
export async function withTried<Near extends Nearby>(
  tx: OrgTx,
  nearby: readonly Near[],
  tried: readonly TriedArticle[],
): Promise<readonly Near[]> {
  const placed = tried.filter((one) => one.placed)
  if (placed.length === 0) return nearby
  const { rows } = await tx.query<{ id: Id; articleId: Id }>(CHUNKS, [
    ...[tx.orgId, placed.map(({ articleId }) => articleId), placed.map(({ version }) => version)],
  ])
  const byArticle = Map.groupBy(rows, ({ articleId }) => articleId)
  return nearby.map((one) => {
    const here = placed.filter((article) => article.placed?.space === one.space)
    const chunksOf = ({ articleId }: TriedArticle) => (byArticle.get(articleId) ?? []).map(({ id }) => id)
    const own = new Set(here.flatMap(chunksOf))
    const others = one.near.filter(({ chunkId }) => !own.has(chunkId))
    const fresh = here.flatMap((article) => nearIn(one, article, chunksOf(article)))
    return { ...one, near: [...others, ...fresh].sort((a, b) => b.likeness - a.likeness) }
  })
}

/** How near each chunk of a version is, which are in their order. */
function nearIn({ vector }: Nearby, { placed }: TriedArticle, chunkIds: readonly Id[]) {
  return chunkIds.flatMap((chunkId, at) => {
    const exact = placed?.vectors[at]?.exact
    return exact?.length === vector.exact.length ? [{ chunkId, likeness: likeness(exact, vector.exact) }] : []
  })
}
