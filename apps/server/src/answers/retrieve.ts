import type { AnswerTrace, MeaningUse } from '@hilo/protocol'
import { groupsOf } from '../domain/article-variant/variant.ts'
import { asIfPublished } from '../domain/chunk/as-if-published.ts'
import { answeringOrder, marginOf } from '../domain/knowledge/answering-order.ts'
import { type FoundCandidate, findCandidates } from '../domain/knowledge/find-candidates.ts'
import { readThresholds } from '../domain/knowledge/knowledge.ts'
import { withTried } from '../domain/vector/near-tried.ts'
import { findNearby } from '../models/find-nearby.ts'
import type { Asked } from './condense.ts'
import { hideLinks } from './hide-links.ts'
import type { Work } from './open-work.ts'

/** A candidate with its words, and in which language they are. */
export type FoundChunk = AnswerTrace['candidates'][number] & { text: string; language: string }

/** What a question found, the best first. */
export type FoundEvidence = {
  candidates: readonly FoundChunk[]
  /** The best says enough of the question for an answer. */
  isEnough: boolean
  /** All that would be read says so little of it that neither a model is asked nor a contact is told of it. */
  isLittle: boolean
  /** Whether what is near in meaning was looked at; null: the org wants none of it. */
  meaning: MeaningUse | null
}

const CANDIDATES = 10
/** So many passages are shown to a model. */
export const PASSAGES_MAX = 6
/**
 * The part of the threshold below which a candidate is as good as none. A model reads what is said in other
 * words, and what it writes is verified; where there is none a contact would be shown a name that says
 * nothing.
 */
const LITTLE = { model: 0.2, quoting: 0.5 }

/** Looks for every variant of a question among what whoever asks may read. */
export async function retrieve(work: Work, { variants }: Asked): Promise<FoundEvidence> {
  const { context, request, mode, linkHosts } = work
  const { orgId, audiences, tried = [] } = request
  const { use, nearby } = await lookNear(work, variants)
  return context.db.withOrg(orgId, async (tx) => {
    const thresholds = await readThresholds(tx)
    const lists = await asIfPublished(tx, tried, async () => {
      const found: FoundChunk[][] = []
      const near = nearby ? await withTried(tx, nearby, tried) : nearby
      for (const [at, variant] of variants.entries()) {
        const asked = { ...variant, audiences, nearby: near?.[at] ?? null }
        const candidates = await findCandidates(tx, asked, thresholds)
        found.push(candidates.map((one) => shownOf({ ...one, foundBy: variant.language }, linkHosts)))
      }
      return found
    })
    // Ranks of two languages cannot be compared; how much the first of each says can.
    const all = lists
      .sort((a, b) => marginOf(b[0]) - marginOf(a[0]))
      .flat()
      .filter(isFirst)
    const grouped = await groupsOf(
      tx,
      all.map(({ articleId }) => articleId),
    )
    const candidates = answeringOrder(all, grouped, variants[0]?.language ?? '')
    // What a model reads is more than the first: a title may be alike, and another article say it.
    const read = candidates.slice(0, PASSAGES_MAX).map(marginOf)
    return {
      candidates: candidates.slice(0, CANDIDATES),
      // What is quoted is the first; what a model reads and writes is verified.
      isEnough: (mode === 'model' ? Math.max(0, ...read) : marginOf(candidates[0])) >= 1,
      isLittle: Math.max(0, ...read) < LITTLE[mode],
      meaning: use,
    }
  })
}

async function lookNear({ context, request, modelFor, signal }: Work, variants: Asked['variants']) {
  const { orgId, audiences } = request
  const questions = variants.map(({ question }) => question)
  const model = await modelFor('knowledge')
  const finding = { db: context.db, vectors: context.models.vectors }
  return findNearby(finding, { orgId, model, questions, audiences, signal })
}

/** A link that may not be shown is neither read by a model nor quoted. */
function shownOf(found: FoundCandidate & { foundBy: string }, hosts: readonly string[]): FoundChunk {
  const { shape: _, alternates: _alternates, ...chunk } = found
  const hidden = (text: string) => hideLinks(text, hosts)
  const title = hidden(chunk.title).trim() || '…'
  return { ...chunk, title, headings: chunk.headings.map(hidden), text: hidden(chunk.text) }
}

/** Whether a candidate says enough of the question to be named to a contact. */
export function isNear(chunk: FoundChunk): boolean {
  return marginOf(chunk) >= LITTLE.quoting
}

function isFirst(one: FoundChunk, at: number, all: readonly FoundChunk[]): boolean {
  return all.findIndex(({ chunkId }) => chunkId === one.chunkId) === at
}
