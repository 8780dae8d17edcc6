import type { StopReason } from '@hilo/protocol'
import type { Put, RunFacts } from './facts.ts'

/** A question in a run: how it stood when it was put for the last time. */
export type Stand = {
  question: number
  /** How often it was put, and how many answers were refused, all times together. */
  asked: number
  refused: number
  /** Its place among the run's questions when it was first met, from 1. */
  place: number
  last: Put
  stopped: StopReason | null
}

/**
 * How the questions of a run stand, each once, by the last time it was put. `questions` says which question a
 * put is; -1 stands for none.
 */
export function standsOf(run: RunFacts, questions: (put: Put) => number): Stand[] {
  const stands = new Map<number, Stand>()
  let end: Put | null = null
  let place = 0
  for (const put of run.puts) {
    const question = questions(put)
    if (question < 0) continue
    place++
    end = put
    const { asked, refused, place: first } = stands.get(question) ?? { asked: 0, refused: 0, place }
    stands.set(question, {
      ...{ question, asked: asked + 1, refused: refused + put.refused, place: first },
      ...{ last: put, stopped: null },
    })
  }
  return [...stands.values()].map((stand) => ({
    ...stand,
    stopped: stopOf(run, stand.last, stand.last === end),
  }))
}

/** Where the run is that did not go on after a question; `isEnd`: it met no other after it. */
function stopOf({ status, isHeld }: RunFacts, put: Put, isEnd: boolean): StopReason | null {
  const isAnswered = put.answeredAt !== null
  if (!isAnswered && put.isLate) return 'timed_out'
  if (!isEnd) return null
  if (status === 'failed' || status === 'cancelled') return status
  if (status === 'done') return isAnswered ? null : 'ended'
  if (isHeld) return 'handed_off'
  return isAnswered ? null : 'waiting'
}

/** Whether it counts as abandoned: its time ran out, or it has waited since `before`. */
export function isAbandoned({ stopped, last }: Stand, before: number): boolean {
  return stopped === 'timed_out' || (stopped === 'waiting' && last.lastAt < before)
}
