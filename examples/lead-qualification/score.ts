/** What the contact told; null is what they did not. */
export type Answers = {
  need: 'kitchen' | 'bathroom' | 'looking' | null
  budget: 'low' | 'middle' | 'high' | null
  start: 'month' | 'quarter' | 'later' | null
  email: string | null
}

const POINTS = {
  need: { kitchen: 20, bathroom: 20, looking: 0 },
  budget: { low: 5, middle: 25, high: 40 },
  start: { month: 40, quarter: 25, later: 5 },
}

/** From 0 to 100: how close to buying somebody is. What was not told adds nothing. */
export function scoreOf({ need, budget, start }: Answers): number {
  return (
    (need ? POINTS.need[need] : 0) + (budget ? POINTS.budget[budget] : 0) + (start ? POINTS.start[start] : 0)
  )
}

/** What the member who takes over reads. */
export function summaryOf(answers: Answers, score: number): string {
  const told = Object.entries(answers).map(([what, value]) => `${what}: ${value ?? 'not told'}`)
  return `Score ${score} of 100. ${told.join(', ')}.`
}
