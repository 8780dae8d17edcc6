import { setImmediate as breathe } from 'node:timers/promises'
import {
  type Field,
  type FieldTerms,
  fieldsOf,
  holdOut,
  indexFields,
  likeness,
  placedText,
  type TriedMeaning,
  weighMeaning,
} from '@hilo/ai'
import { sampleChunks } from '../../domain/vector/sample.ts'
import { type Placed, placeTexts } from '../../models/place-texts.ts'
import { persist } from '../persist.ts'
import type { Placing } from './place-missing.ts'
import type { Trial, TrialPiece, TrialQuestion } from './trial.ts'

/** So many are looked at of each question: further down nothing is worth much. */
const RANKED = 50
/** So many pieces are taken apart before others get their turn. */
const PIECES_AT_ONCE = 10

export type Tried = { type: 'done'; tried: TriedMeaning; trial: Trial } | Extract<Placed, { type: 'failed' }>

/**
 * Asks a sample of the org's chunks what each has been made to forget, and of pages what they still say: by
 * words alone, and with what is near. The chunks are placed without what they forgot too, or a model would
 * only have to know it again.
 */
export async function tryMeaning(placing: Placing): Promise<Tried> {
  const { db, orgId, model, space, signal } = placing
  const sample = await persist(() => sampleChunks(db, orgId, space))
  const pieces = sample.map(({ chunk: { kind, chunkId, audience, ...chunk }, vector }) => ({
    ...{ kind, chunkId, audience, vector, whole: { ...chunk, body: chunk.text } },
    ...holdOut({ ...chunk, body: chunk.text }),
  }))
  const changed = pieces.filter(({ questions }) => questions.length > 0)
  const asked = pieces.flatMap(({ kind, piece: { language }, questions, kept }, wanted) => {
    const of = (isKept: boolean) => (question: string) => ({ kind, language, question, wanted, isKept })
    return [...questions.map(of(false)), ...kept.map(of(true))]
  })
  const texts = [...changed.map(({ piece }) => placedText(piece)), ...asked.map(({ question }) => question)]
  const placed = await placeTexts(model, texts, signal)
  if (placed.type === 'failed') return placed
  const vectors = placed.vectors.map((vector) => vector?.exact ?? new Float32Array())
  for (const [at, one] of changed.entries()) one.vector = vectors[at] ?? one.vector
  const trial = await openTrial(pieces, asked, vectors.slice(changed.length))
  await breathe()
  const tried = weighMeaning(trial.asked, (piece) => pieces[piece]?.kind ?? 'page')
  return { type: 'done', tried, trial }
}

type Question = Omit<TrialQuestion, 'words' | 'near' | 'likenesses'>

/** `vectors`: of the questions, in their order. */
async function openTrial(
  pieces: readonly TrialPiece[],
  questions: readonly Question[],
  vectors: readonly Float32Array[],
): Promise<Trial> {
  const fields: Record<Field, FieldTerms>[] = []
  for (const [at, { piece }] of pieces.entries()) {
    if (at % PIECES_AT_ONCE === 0) await breathe()
    fields.push(fieldsOf(piece))
  }
  const index = indexFields(
    pieces.map(({ piece }) => piece),
    fields,
  )
  const asked: TrialQuestion[] = []
  for (const [at, one] of questions.entries()) {
    await breathe()
    const words = index.search(one.question, { language: one.language, limit: RANKED })
    const nearest = nearestOf(pieces, vectors[at] ?? new Float32Array())
    const likenesses = new Map(nearest.map(({ piece, how }) => [piece, how]))
    asked.push({ ...one, words, near: nearest.map(({ piece }) => piece), likenesses })
  }
  return { pieces, index, asked }
}

function nearestOf(pieces: readonly TrialPiece[], question: Float32Array) {
  return pieces
    .map(({ vector }, piece) => ({
      ...{ piece, how: vector.length === question.length ? likeness(vector, question) : -1 },
    }))
    .sort((a, b) => b.how - a.how)
    .slice(0, RANKED)
}
