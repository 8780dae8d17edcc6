import { clusterQuestions } from '@hilo/ai'
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
  const open = await listOpenQuestions(tx, { kind: 'gap', limit: READ_MAX })
  const clusters = clusterQuestions(open).sort((a, b) => b.length - a.length)
  const gaps: Gap[] = []
  for (const cluster of clusters.slice(0, SHOWN_MAX)) gaps.push(await gapOf(tx, cluster, mode))
  return { gaps, more: Math.max(0, clusters.length - SHOWN_MAX) }
}

async function gapOf(tx: OrgTx, cluster: readonly OpenQuestion[], mode: AnswerMode): Promise<Gap> {
  const [last] = cluster
  if (!last) throw new Error('A group of questions has none.')
  const { text: question, language, conversationId, askedAt } = last
  const others = new Set(cluster.map(({ text }) => text))
  others.delete(question)
  const { isEnough } = await testQuestion(tx, { question, language, internal: false })
  return {
    ...{ question, language, conversationId, count: cluster.length },
    now: isEnough ? FOUND[mode] : 'missing',
    others: [...others].slice(0, OTHERS_MAX),
    lastAskedAt: askedAt.toISOString(),
    answerIds: cluster.map(({ answerId }) => answerId),
  }
}
