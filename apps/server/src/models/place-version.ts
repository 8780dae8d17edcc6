import type { Model, PackedVector } from '@hilo/ai'
import type { ArticleVersion, Id } from '@hilo/protocol'
import { encodeRaw } from '../db/codec.ts'
import type { Database } from '../db/database.ts'
import { getVersion } from '../domain/article/article.ts'
import type { PlacedVersion, TriedArticle } from '../domain/chunk/as-if-published.ts'
import { piecesOf } from '../domain/chunk/index-articles.ts'
import { readMeaning } from '../domain/vector/meaning.ts'
import { readKnown } from '../domain/vector/vector.ts'
import type { Models } from './models.ts'
import { placeTexts } from './place-texts.ts'
import { type Worded, wordedOf } from './worded.ts'

const PLACE = { purpose: 'knowledge', inboxId: null, conversationId: null, messageId: null } as const
/** As many as go with one call. */
const BATCH = 128

/** Null: the org finds nothing by meaning, or by words alone. */
export type VersionPlaced =
  | { type: 'done'; placed: PlacedVersion | null }
  | { type: 'failed'; reason: string }

/**
 * Where the chunks of a version stand that does not answer yet, so that it can be tried as it would be found.
 * Words that stand in what answers already are not sent again.
 */
export async function placeVersion(
  { db, models }: { db: Database; models: Models },
  { orgId, tried }: { orgId: Id; tried: TriedArticle },
  signal: AbortSignal,
): Promise<VersionPlaced> {
  const model = await models.open(orgId, PLACE)
  const space = model.caps().places?.space
  if (space === undefined) return { type: 'done', placed: null }
  const { worded, known } = await db.withOrg(orgId, async (tx) => {
    if ((await readMeaning(tx, space)).verdict !== 'used') return { worded: [], known: new Map() }
    const all = wordsOf(await getVersion(tx, tried.articleId, tried.version))
    const hashes = all.map(({ hash }) => encodeRaw(hash))
    return { worded: all, known: await readKnown(tx, space, hashes) }
  })
  const fresh = worded.filter(({ name }) => !known.has(name))
  const reason = await placeFresh(model, { fresh, known }, signal)
  if (reason !== null) return { type: 'failed', reason }
  return { type: 'done', placed: { space, vectors: worded.map(({ name }) => known.get(name) ?? null) } }
}

type Fresh = { fresh: readonly Worded[]; known: Map<string, PackedVector | null> }

/** @returns why it could not be done */
async function placeFresh(
  model: Model,
  { fresh, known }: Fresh,
  signal: AbortSignal,
): Promise<string | null> {
  for (let from = 0; from < fresh.length; from += BATCH) {
    const some = fresh.slice(from, from + BATCH)
    const texts = some.map(({ text }) => text)
    const end = await placeTexts(model, texts, signal)
    if (end.type === 'failed') return end.reason
    for (const [at, { name }] of some.entries()) known.set(name, end.vectors[at] ?? null)
  }
  return null
}

function wordsOf(version: ArticleVersion): Worded[] {
  return piecesOf(version).map(({ headings, start, end, shape }) => {
    const { title, alternates, language } = version
    return wordedOf({ title, alternates, language, headings, shape, body: version.body.slice(start, end) })
  })
}
