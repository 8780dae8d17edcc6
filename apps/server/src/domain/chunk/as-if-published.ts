import type { PackedVector } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { indexArticles } from './index-articles.ts'

/** Where the chunks of a version stand in a space, in their order; null: the provider refused one. */
export type PlacedVersion = { space: string; vectors: readonly (PackedVector | null)[] }

/** A version of an article that is tried as if it were published. */
export type TriedArticle = {
  articleId: Id
  version: number
  /** Absent: it is found by its words alone. */
  placed?: PlacedVersion | null
}

const BEGIN = statement('savepoint as_if_published')
const TAKE_BACK = statement('rollback to savepoint as_if_published')

/**
 * Looks at what would be found if versions were published in place of what their articles answer with. Nobody
 * else sees any of it, since it is taken back before the transaction ends, and a process that dies leaves
 * nothing behind. What is really published waits meanwhile.
 */
export async function asIfPublished<T>(
  tx: OrgTx,
  tried: readonly TriedArticle[],
  look: () => Promise<T>,
): Promise<T> {
  if (tried.length === 0) return look()
  await tx.query(BEGIN)
  await indexArticles(tx, tried)
  const seen = await look()
  await tx.query(TAKE_BACK)
  return seen
}
