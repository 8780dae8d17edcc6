import { clusterQuestions, questionsIn } from '@hilo/ai'
import type { AnswerMode, Gap } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { testQuestion } from '../knowledge/question.ts'
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
  const gaps: Gap[] = []
  for (const cluster of clusters.slice(0, SHOWN_MAX)) {
    const gap = await gapOf(tx, cluster, mode)
    // Of two that were asked at once, that which the articles say is no gap.
    if (gap.now === 'missing' || !cluster.every(({ isPart }) => isPart)) gaps.push(gap)
  }
  return { gaps, more: Math.max(0, clusters.length - SHOWN_MAX) }
}

type Asked = OpenQuestion & { isPart: boolean }

/** Questions that were asked at once are each a gap of its own: one article answers one of them. */
function partsOf(asked: OpenQuestion): Asked[] {
  const parts = questionsIn(asked.text, asked.language)
  if (parts.length === 0) return [{ ...asked, isPart: false }]
  return parts.map((text) => ({ ...asked, text, isPart: true }))
}

async function gapOf(tx: OrgTx, cluster: readonly OpenQuestion[], mode: AnswerMode): Promise<Gap> {
  const [last] = cluster
  if (!last) throw new Error('A group of questions has none.')
  const { text: question, language, conversationId, askedAt } = last
  // Two parts of what was asked once may be alike.
  const answerIds = [...new Set(cluster.map(({ answerId }) => answerId))]
  const others = new Set(cluster.map(({ text }) => text))
  others.delete(question)
  const { isEnough } = await testQuestion(tx, { question, language, internal: false })
  return {
    ...{ question, language, conversationId, count: answerIds.length, answerIds },
    now: isEnough ? FOUND[mode] : 'missing',
    others: [...others].slice(0, OTHERS_MAX),
    lastAskedAt: askedAt.toISOString(),
  }
}
