import { createHash } from 'node:crypto'
import type { Instructions } from '@hilo/ai'
import type { Id, InstructionPlace } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readDraftInstructions, readInstructions } from '../ai-instruction/read.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'

/** What an evaluation is played by, for each inbox of its cases and for the org alone. */
export type FrozenWords = Readonly<Record<InstructionPlace, Instructions>>

const ARTICLES = statement(`
  select id, published_version as version from article
  where org_id = $1 and published_version is not null order by id`)

/** As they would hold in these places if the newest words of `draft` were published now. */
export async function freezeWords(
  tx: OrgTx,
  draft: InstructionPlace | null,
  places: Iterable<InstructionPlace>,
): Promise<FrozenWords> {
  const frozen: Record<InstructionPlace, Instructions> = {}
  for (const place of new Set(places)) frozen[place] = await wordsAt(tx, draft, place)
  return frozen
}

/** What is tried is the draft of one place; everywhere else holds what holds. */
function wordsAt(tx: OrgTx, draft: InstructionPlace | null, place: InstructionPlace): Promise<Instructions> {
  const inboxId = place === 'org' ? null : place
  if (draft === 'org') return readDraftInstructions(tx, inboxId, 'org')
  if (draft === place) return readDraftInstructions(tx, inboxId, 'inbox')
  return readInstructions(tx, inboxId)
}

/** Of each article that answers, its version, by their ids. */
export type KnownArticles = readonly (readonly [articleId: Id, version: number])[]

/** With versions that do not answer yet, as it will be once they do. */
export async function knownArticles(tx: OrgTx, asIf: readonly TriedArticle[] = []): Promise<KnownArticles> {
  const { rows } = await tx.query<{ id: Id; version: number }>(ARTICLES, [tx.orgId])
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  for (const { articleId, version } of asIf) versions.set(articleId, version)
  return [...versions].sort(([one], [other]) => (one < other ? -1 : 1))
}

/** The same for the same articles in the same versions. */
export function hashOfKnown(articles: KnownArticles): string {
  const text = articles.map(([id, version]) => `${id} ${version}`).join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** A mark of what is known now, as it will be once versions answer that do not yet. */
export async function knowledgeState(tx: OrgTx, asIf: readonly TriedArticle[] = []): Promise<string> {
  return hashOfKnown(await knownArticles(tx, asIf))
}
