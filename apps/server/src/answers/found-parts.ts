import type { Answer } from '../domain/ai-answer/answer.ts'
import { marginOf } from '../domain/knowledge/answering-order.ts'
import { isAskedAsOne } from '../domain/knowledge/ask-as-one.ts'
import { isEnough } from '../domain/knowledge/find-candidates.ts'
import type { FoundChunk } from './found-chunk.ts'

/** One of the questions of a message with what it found, the best first. */
export type FoundPart = {
  /** Its place among them, from 1 on. */
  part: number
  question: string
  candidates: readonly FoundChunk[]
}

/** Whether what a question found first answers it. */
export function isPartEnough({ candidates }: Pick<FoundPart, 'candidates'>): boolean {
  return isEnough(candidates[0])
}

/** What is traced of an answer, with which of its questions it says something to. */
export function withAnswered(answer: Answer, answered: readonly FoundPart[]): Answer {
  const parts = answer.trace.parts?.map((one, at) => ({
    ...{ ...one, isAnswered: answered.some(({ part }) => part === at + 1) },
  }))
  return { ...answer, trace: { ...answer.trace, parts } }
}

export function questionOf({ question }: FoundPart): string {
  return question
}

/** The parts by which a message is answered; none where it is answered as one. */
export function partsToAnswer(
  whole: readonly FoundChunk[],
  parts: readonly FoundPart[],
): readonly FoundPart[] {
  const firsts = parts.map(({ candidates }) => candidates[0])
  return isAskedAsOne(whole[0], firsts) ? [] : parts
}

/**
 * What all questions found as one list: the best of each, that which says most first, then the second of
 * each, and so on. So a model that reads only the first of it reads something for each.
 */
export function inTurn(lists: readonly (readonly FoundChunk[])[]): FoundChunk[] {
  const [firsts = [], ...rounds] = Array.from(
    { length: Math.max(0, ...lists.map(({ length }) => length)) },
    (_, at) => lists.flatMap((list) => list[at] ?? []),
  )
  const all = [...firsts.toSorted((a, b) => marginOf(b) - marginOf(a)), ...rounds.flat()]
  return all.filter(({ chunkId }, at) => all.findIndex((one) => one.chunkId === chunkId) === at)
}
