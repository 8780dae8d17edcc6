import { clusterQuestions } from '@hilo/ai'
import type { AnswerMode, Gap } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { findsEnough } from '../knowledge/finds-enough.ts'
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
  const shown = clusters.slice(0, SHOWN_MAX).map(gapOf)
  const enough = await findsEnough(tx, shown)
  const gaps = shown.map((gap, at): Gap => ({ ...gap, now: enough[at] ? FOUND[mode] : 'missing' }))
  return { gaps, more: Math.max(0, clusters.length - SHOWN_MAX) }
}

function gapOf(cluster: readonly OpenQuestion[]): Omit<Gap, 'now'> {
  const [last] = cluster
  if (!last) throw new Error('A group of questions has none.')
  const { text: question, language, conversationId, askedAt } = last
  const others = new Set(cluster.map(({ text }) => text))
  others.delete(question)
  return {
    ...{ question, language, conversationId, count: cluster.length },
    others: [...others].slice(0, OTHERS_MAX),
    lastAskedAt: askedAt.toISOString(),
    answerIds: cluster.map(({ answerId }) => answerId),
  }
}
