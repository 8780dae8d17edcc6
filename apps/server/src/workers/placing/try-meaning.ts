import { setImmediate as breathe } from 'node:timers/promises'
import {
  type Field,
  type FieldTerms,
  fieldsOf,
  holdOut,
  indexFields,
  likeness,
  type Piece,
  placedText,
  type TriedMeaning,
  type TriedQuestion,
  weighMeaning,
} from '@hilo/ai'
import type { ArticleKind } from '@hilo/protocol'
import { sampleChunks } from '../../domain/vector/sample.ts'
import { type Placed, placeTexts } from '../../models/place-texts.ts'
import { persist } from '../persist.ts'
import type { Placing } from './place-missing.ts'

/** So many are looked at of each question: further down nothing is worth much. */
const RANKED = 50
/** So many pieces are taken apart before others get their turn. */
const PIECES_AT_ONCE = 10

export type Tried = { type: 'done'; tried: TriedMeaning } | Extract<Placed, { type: 'failed' }>

/** A piece of the trial, without the questions that are asked of it. */
type TrialPiece = { kind: ArticleKind; piece: Piece; questions: readonly string[]; vector: Float32Array }

/**
 * Asks a sample of the org's chunks what each has been made to forget: by words alone, and with what is near.
 * The chunks are placed without those words too, or a model would only have to know them again.
 */
export async function tryMeaning(placing: Placing): Promise<Tried> {
  const { db, orgId, model, space, signal } = placing
  const sample = await persist(() => sampleChunks(db, orgId, space))
  const trial = sample.map(({ chunk: { kind, ...chunk }, vector }) => ({
    ...{ kind, vector, ...holdOut({ ...chunk, body: chunk.text }) },
  }))
  const changed = trial.filter(({ questions }) => questions.length > 0)
  const questions = changed.flatMap((one) => one.questions)
  const texts = [...changed.map(({ piece }) => placedText(piece)), ...questions]
  const placed = await placeTexts(model, texts, signal)
  if (placed.type === 'failed') return placed
  const vectors = placed.vectors.map((vector) => vector?.exact ?? new Float32Array())
  for (const [at, one] of changed.entries()) one.vector = vectors[at] ?? one.vector
  return { type: 'done', tried: await weigh(trial, vectors.slice(changed.length)) }
}

/** `vectors`: of the questions, in their order. */
async function weigh(trial: readonly TrialPiece[], vectors: readonly Float32Array[]): Promise<TriedMeaning> {
  const fields: Record<Field, FieldTerms>[] = []
  for (const [at, { piece }] of trial.entries()) {
    if (at % PIECES_AT_ONCE === 0) await breathe()
    fields.push(fieldsOf(piece))
  }
  const index = indexFields(
    trial.map(({ piece }) => piece),
    fields,
  )
  const asked = trial.flatMap(({ kind, piece, questions }, wanted) =>
    questions.map((question) => ({ kind, language: piece.language, question, wanted })),
  )
  const tried: TriedQuestion[] = []
  for (const [at, { kind, wanted, question, language }] of asked.entries()) {
    await breathe()
    const words = index.search(question, { language, limit: RANKED })
    tried.push({ kind, wanted, words, near: nearestOf(trial, vectors[at] ?? new Float32Array()) })
  }
  await breathe()
  return weighMeaning(tried, (piece) => trial[piece]?.kind ?? 'page')
}

function nearestOf(trial: readonly TrialPiece[], question: Float32Array): number[] {
  return trial
    .map(({ vector }, piece) => ({
      ...{ piece, how: vector.length === question.length ? likeness(vector, question) : -1 },
    }))
    .sort((a, b) => b.how - a.how)
    .slice(0, RANKED)
    .map(({ piece }) => piece)
}
