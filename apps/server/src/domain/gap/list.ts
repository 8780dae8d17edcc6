import { clusterQuestions, splitQuestions } from '@hilo/ai'
import { type AnswerMode, GAP_ANSWERS_MAX, type Gap, type HandoffReason, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { findEnough } from '../knowledge/find-candidates.ts'
import { listOpenQuestions, type OpenQuestion } from './gap.ts'
import { readLookedAt } from './looked-at.ts'

const READ_MAX = 1_000
const SHOWN_MAX = 50
const OTHERS_MAX = 10

// Enough was found for it then, and did not help: that it is found by itself says nothing.
const FOUND_THEN: readonly (HandoffReason | null)[] = ['verify_failed', 'model_declined']
const FOUND = { quoting: 'answered', model: 'found' } as const

/**
 * What contacts asked and too little was found for, the most frequent first. Where articles are quoted, what
 * is found now answers; a model would have to be asked. What it was shown then, and saw no answer in, is no
 * news.
 */
export async function listGaps(tx: OrgTx, mode: AnswerMode): Promise<{ gaps: Gap[]; more: number }> {
  const open = (await listOpenQuestions(tx, { kind: 'gap', limit: READ_MAX })).flatMap(partsOf)
  const clusters = clusterQuestions(open).sort((a, b) => b.length - a.length)
  const shown = clusters.slice(0, SHOWN_MAX).map((cluster) => ({ ...gapOf(cluster), cluster }))
  const best = await findEnough(tx, shown)
  const lookedAt = await readLookedAt(
    tx,
    mode === 'model' ? shown.flatMap(({ cluster }) => foundThen(cluster)) : [],
  )
  const gaps = shown.flatMap(({ cluster, ...gap }, at): Gap[] => {
    const found = best[at] ?? null
    // Of two that were asked at once, that which the articles say is no gap.
    if (found && cluster.every(wasHidden)) return []
    const isNews = found !== null && !foundThen(cluster).some((answerId) => lookedAt(answerId, found))
    return [{ ...gap, now: isNews ? FOUND[mode] : 'missing' }]
  })
  return { gaps, more: Math.max(0, clusters.length - SHOWN_MAX) }
}

type Asked = OpenQuestion & Pick<Gap['asked'][number], 'part'>

/**
 * Questions that were asked at once are each a gap of its own: one article answers one of them, and each is
 * decided about by itself.
 */
function partsOf(asked: OpenQuestion): Asked[] {
  const parts = splitQuestions(asked.text, asked.language)
  if (parts.length === 0) return [{ ...asked, part: 0 }]
  return parts
    .map((text, at) => ({ ...asked, text, part: at + 1 }))
    .filter(({ part }) => !asked.decided.includes(part))
}

/** It was looked for together with another, which may be why nothing was found. */
function wasHidden({ part, reason }: Asked): boolean {
  return part > 0 && !FOUND_THEN.includes(reason)
}

/** The answers for which enough was found, and did not help. */
function foundThen(cluster: readonly Asked[]): Id[] {
  return cluster.filter(({ reason }) => FOUND_THEN.includes(reason)).map(({ answerId }) => answerId)
}

function gapOf(cluster: readonly Asked[]): Omit<Gap, 'now'> {
  const [last] = cluster
  if (!last) throw new Error('A group of questions has none.')
  const { text: question, language, conversationId, askedAt } = last
  // Two parts of what was asked once may be alike.
  const count = new Set(cluster.map(({ answerId }) => answerId)).size
  const asked = cluster.slice(0, GAP_ANSWERS_MAX).map(({ answerId, part }) => ({ answerId, part }))
  const others = new Set(cluster.map(({ text }) => text))
  others.delete(question)
  return {
    ...{ question, language, conversationId, count, asked },
    others: [...others].slice(0, OTHERS_MAX),
    lastAskedAt: askedAt.toISOString(),
  }
}
