import type { api, ContractReturns } from '@hilo/protocol'
import { byPart } from '../answer/parts.ts'

export type Tested = ContractReturns<typeof api.testQuestion>

/** A question with what it found and whether that is enough; of several that were asked at once one of them. */
export type TestedQuestion = Pick<Tested, 'candidates' | 'isEnough' | 'quote'> & {
  question: string
  /** Its place among them, from 1 on; 0: it is all that was asked. */
  place: number
}

/** The questions by which a message is judged: it alone, or each of those in it. */
export function questionsOf({ question }: { question: string }, tested: Tested): TestedQuestion[] {
  const { parts, candidates, isEnough, quote } = tested
  if (parts.length === 0) return [{ question, place: 0, candidates, isEnough, quote }]
  return byPart(parts, candidates).flatMap(({ part, candidates: own }) =>
    part ? [{ ...part, candidates: own }] : [],
  )
}
