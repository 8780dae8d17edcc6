import { setImmediate as breathe } from 'node:timers/promises'
import {
  type Attempt,
  CALIBRATED_MIN,
  likelyQuestions,
  type MeaningWeights,
  meaningValue,
  type PackedVector,
  type TriedEvidence,
  tryEvidence,
} from '@hilo/ai'
import { ArticleKind } from '@hilo/protocol'
import { NEAR_MAX } from '../../domain/chunk/find.ts'
import { judgeChunks } from '../../domain/chunk/judge.ts'
import { readMeaning } from '../../domain/vector/meaning.ts'
import { type Placed, placeTexts } from '../../models/place-texts.ts'
import { persist } from '../persist.ts'
import type { Placing } from './place-missing.ts'
import type { Trial, TrialPiece, TrialQuestion } from './trial.ts'

/** So many questions of each kind are asked without their answer. */
const ASKED_MAX = 250
/** As many as an answer looks at. */
const CANDIDATES = 10

type EvidenceByKind = Record<ArticleKind, TriedEvidence>

export type TriedAsEvidence = { type: 'done'; evidence: EvidenceByKind } | Extract<Placed, { type: 'failed' }>

/**
 * Whether nearness may count as evidence in an org: of the trial's questions, what would be answered with it,
 * and of others what would be although their answer was taken away. Those are asked of all that the org
 * knows: a sample has less that is alike.
 */
export async function tryAsEvidence(
  placing: Placing,
  { trial, weights }: { trial: Trial; weights: MeaningWeights },
): Promise<TriedAsEvidence> {
  const questions = ArticleKind.options.flatMap((kind) => questionsOf(trial, kind))
  const texts = questions.map(({ question }) => question)
  const placed = await placeTexts(placing.model, texts, placing.signal)
  if (placed.type === 'failed') return placed
  const gone: Record<ArticleKind, Attempt[]> = { page: [], faq: [] }
  if (await isHeld(placing)) {
    for (const [at, one] of questions.entries()) {
      if (placing.signal.aborted) return STOPPED
      const vector = placed.vectors[at]
      const attempt = vector && (await askWithout(placing, { ...one, vector, weights }))
      if (attempt) gone[one.of.kind].push(attempt)
    }
  }
  const there: Record<ArticleKind, Attempt[]> = { page: [], faq: [] }
  for (const one of trial.asked) {
    await breathe()
    there[one.kind].push(attemptOf(trial, one, weights))
  }
  const tried = (kind: ArticleKind) => tryEvidence({ gone: gone[kind], there: there[kind] })
  return { type: 'done', evidence: { page: tried('page'), faq: tried('faq') } }
}

const STOPPED = { type: 'failed', fault: 'aborted', reason: 'The server was stopped.' } as const

/** False: its vectors are more than this process holds, and no answer looks at them. */
function isHeld({ db, orgId, space, vectors }: Placing): Promise<boolean> {
  return persist(async () => {
    const { version } = await db.withOrg(orgId, (tx) => readMeaning(tx, space))
    return vectors.refresh(orgId, { space, version })
  })
}

type Question = { question: string; of: TrialPiece }

function questionsOf({ pieces }: Trial, kind: ArticleKind): Question[] {
  const own = pieces.filter((piece) => piece.kind === kind)
  const all = own.flatMap((of) => likelyQuestions(of.whole).map((question) => ({ question, of })))
  // So few would be sent for nothing.
  return all.length < CALIBRATED_MIN ? [] : all.slice(0, ASKED_MAX)
}

type Asked = Question & { vector: PackedVector; weights: MeaningWeights }

/** Null: its vectors made room for those of others meanwhile, and nothing is near. */
async function askWithout(
  { db, orgId, space, vectors }: Placing,
  { question, of: { chunkId, audience, whole }, vector, weights }: Asked,
): Promise<Attempt | null> {
  const audiences = [audience]
  const near = await vectors.nearest(orgId, { space, vector, audiences, limit: NEAR_MAX })
  if (!near) return null
  const nearby = { space, vector, near, weights }
  const asked = { question, language: whole.language, audiences, limit: CANDIDATES }
  const isGone = (found: { chunkId: string }) => found.chunkId === chunkId
  const judged = await persist(() => db.withOrg(orgId, (tx) => judgeChunks(tx, asked, { isGone, nearby })))
  return judged.map(({ evidence, meaning }) => ({ evidence, near: meaning, isRight: false }))
}

/** What a question of the trial found, as an answer would look at it. */
function attemptOf({ pieces, index }: Trial, asked: TrialQuestion, weights: MeaningWeights): Attempt {
  const { question, language, wanted, words, near, likenesses } = asked
  const hits = new Map(words.map((hit) => [hit.piece, hit]))
  for (const [at, piece] of near.entries()) {
    const value = meaningValue(weights[pieces[piece]?.kind ?? 'page'], at + 1)
    const known = hits.get(piece)
    if (known || value > 0) {
      hits.set(piece, { piece, signals: known?.signals ?? NO_WORDS, score: (known?.score ?? 0) + value })
    }
  }
  const best = [...hits.values()].sort((a, b) => b.score - a.score).slice(0, CANDIDATES)
  return index.judge(question, language, best).map(({ piece, evidence }) => ({
    evidence,
    ...{ near: likenesses.get(piece) ?? 0, isRight: piece === wanted },
  }))
}

const NO_WORDS = { title: 0, body: 0, trigram: 0, alternate: 0 }
