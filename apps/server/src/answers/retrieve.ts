import { type Id, type MeaningUse, NEAR_SHARE } from '@hilo/protocol'
import type { OrgTx } from '../db/database.ts'
import { type GroupedArticle, groupsOf } from '../domain/article-variant/variant.ts'
import { asIfPublished } from '../domain/chunk/as-if-published.ts'
import { answeringOrder, marginOf } from '../domain/knowledge/answering-order.ts'
import { type FoundCandidate, findCandidates } from '../domain/knowledge/find-candidates.ts'
import { readThresholds, type Thresholds } from '../domain/knowledge/knowledge.ts'
import type { NearbyJudged } from '../domain/knowledge/weigh-evidence.ts'
import { withTried } from '../domain/vector/near-tried.ts'
import { findNearby } from '../models/find-nearby.ts'
import type { Asked } from './condense.ts'
import type { FoundChunk } from './found-chunk.ts'
import { type FoundPart, inTurn, isPartEnough, partsToAnswer } from './found-parts.ts'
import { hideLinks } from './hide-links.ts'
import { isCalled } from './is-called.ts'
import type { Work } from './open-work.ts'
import { worthNaming } from './worth-naming.ts'

/** What a question found, the best first. */
export type FoundEvidence = {
  candidates: readonly FoundChunk[]
  /** The articles that may be named where none of them answers. */
  near: readonly FoundChunk[]
  /** The questions of a message that asks several; none where it is answered as one. */
  parts: readonly FoundPart[]
  /** The best says enough of the question for an answer. */
  isEnough: boolean
  /** All that would be read says so little of it that neither a model is asked nor a contact is told of it. */
  isLittle: boolean
  /** Whether what is near in meaning was looked at; null: the org wants none of it. */
  meaning: MeaningUse | null
  /** What each variant of the question found, for who looks for more of them. */
  lists: readonly Found[]
}

const CANDIDATES = 10
/** So many passages are shown to a model. */
export const PASSAGES_MAX = 6
/**
 * The part of the threshold below which a candidate is as good as none. A model reads what is said in other
 * words, and what it writes is verified; where there is none a contact would be shown a name that says
 * nothing.
 */
const LITTLE = { model: 0.2, quoting: NEAR_SHARE }

/**
 * Looks for every variant of a question among what whoever asks may read. Where the message asks several
 * things, each of them finds its own, and is judged by how much of that question is said. What was `before`
 * found for some of the variants is not looked for again.
 */
export async function retrieve(
  work: Work,
  { variants }: Asked,
  before: FoundEvidence | null = null,
): Promise<FoundEvidence> {
  const { context, request, mode, linkHosts } = work
  const { orgId, audiences, tried = [] } = request
  // What is tried has other pieces at each look.
  const known = tried.length === 0 ? (before?.lists ?? []) : []
  const fresh = variants.filter((one) => !known.some(({ variant }) => variant === one))
  const { use, nearby } = await lookNear(work, fresh)
  return context.db.withOrg(orgId, async (tx) => {
    const thresholds = await readThresholds(tx)
    const found = await asIfPublished(tx, tried, async () => {
      const near = nearby ? await withTried(tx, nearby, tried) : nearby
      return findEach(tx, work, { variants: fresh, nearby: near, thresholds })
    })
    const lists = [...known, ...found]
    const { parts, candidates } = byParts(lists, await groupsOf(tx, articlesOf(lists)))
    // What a model reads is more than the first: a title may be alike, and another article say it.
    const read = candidates.slice(0, PASSAGES_MAX).map(marginOf)
    // What is quoted is the first of the whole, or of a part; what a model reads and writes is verified.
    const isFirstEnough = parts.length > 0 ? parts.some(isPartEnough) : marginOf(candidates[0]) >= 1
    const first = candidates.slice(0, CANDIDATES)
    const language = variants[0]?.language ?? ''
    const near = await worthNaming(tx, first.filter(isNear), { language, audiences })
    return {
      ...{ candidates: first, parts, lists, meaning: wholeUse(known.length > 0 ? before : null, use) },
      near: near.map((one) => withoutLinks(one, linkHosts)),
      isEnough: mode === 'model' ? Math.max(0, ...read) >= 1 : isFirstEnough,
      isLittle: Math.max(0, ...read) < LITTLE[mode],
    }
  })
}

type Variant = Asked['variants'][number]
/** What one variant of a question found. */
type Found = { variant: Variant; chunks: readonly FoundChunk[] }

/** Where meaning was looked at twice: what kept it from being used, if anything did. */
function wholeUse(before: FoundEvidence | null, use: MeaningUse | null): MeaningUse | null {
  const first = before?.meaning
  if (!first || !use) return use ?? first ?? null
  const told = first.outcome === 'used' ? use : first
  return { ...told, ms: first.ms + use.ms }
}

type Lookings = {
  variants: readonly Variant[]
  nearby: readonly NearbyJudged[] | null
  thresholds: Thresholds
}

/** The same words in the same language find the same, also where they are a part of the question. */
async function findEach(tx: OrgTx, work: Work, { variants, nearby, thresholds }: Lookings): Promise<Found[]> {
  const found = new Map<string, readonly FoundCandidate[]>()
  const lists: Found[] = []
  for (const [at, variant] of variants.entries()) {
    const { language, question, part } = variant
    const key = `${language} ${question}`
    const { audiences } = work.request
    const asked = { language, question, audiences, nearby: nearby?.[at] ?? null }
    const all = found.get(key) ?? (await findCandidates(tx, asked, thresholds))
    found.set(key, all)
    const by = { foundBy: language, ...(part && { part }) }
    const chunks = all.map((one) =>
      shownOf({ ...one, ...by, isCalled: isCalled(variant, one) }, work.linkHosts),
    )
    lists.push({ variant, chunks })
  }
  return lists
}

function articlesOf(lists: readonly Found[]): Id[] {
  return [...new Set(lists.flatMap(({ chunks }) => chunks.map(({ articleId }) => articleId)))]
}

/** What was found for each of several questions, and all of it in one list; for one question the list alone. */
function byParts(lists: readonly Found[], grouped: readonly GroupedArticle[]) {
  const language = lists[0]?.variant.language ?? ''
  const judge = (of: number | undefined) => {
    const own = lists.filter(({ variant }) => variant.part === of)
    // Ranks of two languages cannot be compared; how much the first of each says can.
    const all = own
      .map(({ chunks }) => chunks)
      .sort((a, b) => marginOf(b[0]) - marginOf(a[0]))
      .flat()
      .filter(isFirst)
    return answeringOrder(all, grouped, language)
  }
  const whole = judge(undefined)
  const places = new Map(lists.toReversed().map(({ variant }) => [variant.part, variant.question]))
  const asked = [...places].flatMap(([part, question]) => {
    return part === undefined ? [] : [{ part, question, candidates: judge(part) }]
  })
  const parts = partsToAnswer(
    whole,
    asked.toSorted((a, b) => a.part - b.part),
  )
  const all = [...parts.map(({ candidates }) => candidates), whole]
  return { parts, candidates: parts.length > 0 ? inTurn(all) : whole }
}

async function lookNear({ context, request, modelFor, signal }: Work, variants: Asked['variants']) {
  const { orgId, audiences } = request
  const questions = variants.map(({ question }) => question)
  const model = await modelFor('knowledge')
  const finding = { db: context.db, vectors: context.models.vectors }
  return findNearby(finding, { orgId, model, questions, audiences, signal })
}

function shownOf(
  found: FoundCandidate & Pick<FoundChunk, 'foundBy' | 'part' | 'isCalled'>,
  hosts: readonly string[],
): FoundChunk {
  const { shape: _, alternates: _alternates, ...chunk } = found
  return withoutLinks(chunk, hosts)
}

/** A link that may not be shown is neither read by a model nor quoted. */
function withoutLinks(chunk: FoundChunk, hosts: readonly string[]): FoundChunk {
  const hidden = (text: string) => hideLinks(text, hosts)
  const title = hidden(chunk.title).trim() || '…'
  return { ...chunk, title, headings: chunk.headings.map(hidden), text: hidden(chunk.text) }
}

/** Whether a candidate says so much of the question that a model reads it. */
export function isTelling(chunk: FoundChunk): boolean {
  return marginOf(chunk) >= LITTLE.model
}

/** Whether a candidate says enough of the question to be named to a contact. */
function isNear(chunk: FoundChunk): boolean {
  return marginOf(chunk) >= NEAR_SHARE
}

function isFirst(one: FoundChunk, at: number, all: readonly FoundChunk[]): boolean {
  return all.findIndex(({ chunkId }) => chunkId === one.chunkId) === at
}
