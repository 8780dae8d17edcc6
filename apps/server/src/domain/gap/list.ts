import { clusterQuestions, questionsIn } from '@hilo/ai'
import type { AnswerMode, Gap } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { findsEnough } from '../knowledge/find-candidates.ts'
import { listOpenQuestions, type OpenQuestion } from './gap.ts'

const READ_MAX = 1_000
const SHOWN_MAX = 50
const OTHERS_MAX = 10

const FOUND = { quoting: 'answered', model: 'found' } as const

/**
 * What contacts asked and too little was found for, the most frequent first. Where articles are quoted, what
 * is found now answers; a model would have to be asked.
 */
export async function listGaps(tx: OrgTx, mode: AnswerMode): Promise<{ gaps: Gap[]; more: number }> {
  const open = (await listOpenQuestions(tx, { kind: 'gap', limit: READ_MAX })).flatMap(partsOf)
  const clusters = clusterQuestions(open).sort((a, b) => b.length - a.length)
  const shown = clusters.slice(0, SHOWN_MAX).map((cluster) => ({ ...gapOf(cluster), cluster }))
  const enough = await findsEnough(tx, shown)
  const gaps = shown.flatMap(({ cluster, ...gap }, at): Gap[] => {
    const isKnown = enough[at] === true
    // Of two that were asked at once, that which the articles say is no gap.
    if (isKnown && cluster.every(({ isPart }) => isPart)) return []
    return [{ ...gap, now: isKnown ? FOUND[mode] : 'missing' }]
  })
  return { gaps, more: Math.max(0, clusters.length - SHOWN_MAX) }
}

type Asked = OpenQuestion & { isPart: boolean }

/** Questions that were asked at once are each a gap of its own: one article answers one of them. */
function partsOf(asked: OpenQuestion): Asked[] {
  const parts = questionsIn(asked.text, asked.language)
  if (parts.length === 0) return [{ ...asked, isPart: false }]
  return parts.map((text) => ({ ...asked, text, isPart: true }))
}

function gapOf(cluster: readonly Asked[]): Omit<Gap, 'now'> {
  const [last] = cluster
  if (!last) throw new Error('A group of questions has none.')
  const { text: question, language, conversationId, askedAt } = last
  // Two parts of what was asked once may be alike.
  const answerIds = [...new Set(cluster.map(({ answerId }) => answerId))]
  const others = new Set(cluster.map(({ text }) => text))
  others.delete(question)
  return {
    ...{ question, language, conversationId, count: answerIds.length, answerIds },
    others: [...others].slice(0, OTHERS_MAX),
    lastAskedAt: askedAt.toISOString(),
  }
}
