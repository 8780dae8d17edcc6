import type { Answer } from '../http/route.ts'

/** What can go wrong with an answer that is no refusal of Graph's. */
export const MISHAPS = ['http_500', 'hang', 'lose_answer'] as const
export type Mishap = (typeof MISHAPS)[number]

export function isMishap(kind: string): kind is Mishap {
  return (MISHAPS as readonly string[]).includes(kind)
}

/** The first fault that fits, counted down; null when there is none. */
export function takeFirst<Of extends { times: number }>(
  faults: Of[],
  fits: (fault: Of) => boolean,
): Of | null {
  const index = faults.findIndex(fits)
  const fault = faults[index]
  if (!fault) return null
  fault.times -= 1
  if (fault.times <= 0) faults.splice(index, 1)
  return fault
}

/** What a mishap answers; null when the work is done and only its answer is lost. */
export function mishapAnswer(kind: Mishap): Answer | null {
  if (kind === 'hang') return { type: 'hang' }
  return kind === 'http_500' ? { type: 'answer', status: 500, headers: {}, body: '' } : null
}
