import type { Evaluation, Id, KnowledgeSince } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getVersions } from '../article/article.ts'
import { TRIED } from './evaluation.ts'
import type { KnownArticles } from './freeze-words.ts'

/** So many changes are named; how many more there are is told. */
const NAMED_MAX = 20

const KNOWN = statement('select articles from evaluation where org_id = $1 and id = $2')
const TRIED_IDS = statement(`select ${TRIED.ids} as ids from evaluation e where e.org_id = $1 and e.id = $2`)

/**
 * On how many articles an evaluation was played, and what of them is not as it was in the one before: beside
 * those that it tried, which it names itself.
 */
export async function knowledgeSince(
  tx: OrgTx,
  evaluation: Pick<Evaluation, 'id'>,
  beforeId: Id | null,
): Promise<KnowledgeSince> {
  const now = await knownIn(tx, evaluation.id)
  const before = beforeId === null ? null : await knownIn(tx, beforeId)
  const articles = now?.length ?? null
  if (!now || !before) return { articles, changes: null, more: 0 }
  const { rows } = await tx.query<{ ids: Id[] }>(TRIED_IDS, [tx.orgId, evaluation.id])
  const tried = new Set(rows[0]?.ids)
  // Before the cut: many that are tried would leave no room for what the page does not say elsewhere.
  const all = changesOf(before, now).filter(({ articleId }) => !tried.has(articleId))
  const named = all.slice(0, NAMED_MAX)
  const versions = await getVersions(tx, named)
  const titles = new Map(versions.map(({ articleId, title }) => [articleId, title]))
  const changes = named.map((one) => ({ ...one, title: titles.get(one.articleId) ?? '' }))
  return { articles, changes, more: all.length - named.length }
}

async function knownIn(tx: OrgTx, id: Id): Promise<KnownArticles | null> {
  const { rows } = await tx.query<{ articles: Buffer | null }>(KNOWN, [tx.orgId, id])
  return decodeOrNull<KnownArticles>(rows[0]?.articles ?? null)
}

type Change = Omit<NonNullable<KnowledgeSince['changes']>[number], 'title'>

/** Of what answers no more, the version that did. */
function changesOf(before: KnownArticles, now: KnownArticles): Change[] {
  const [then, left] = [new Map(before), new Map(now)]
  const written = now.flatMap(([articleId, version]): Change[] => {
    const earlier = then.get(articleId)
    if (earlier === version) return []
    return [{ articleId, version, change: earlier === undefined ? 'added' : 'changed' }]
  })
  const gone = before.filter(([articleId]) => !left.has(articleId))
  return [
    ...written,
    ...gone.map(([articleId, version]) => ({ articleId, version, change: 'gone' as const })),
  ]
}
