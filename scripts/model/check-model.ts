import fc from 'fast-check'
import { EVENTS, PROGRAMS } from './program.ts'
import { type OpenHost, runCase } from './run-model.ts'

export type ModelReport = {
  cases: number
  events: number
  elapsedMs: number
  /** The smallest case that broke something, with the seed that leads to it. */
  violation: { seed: number; path: string | null; what: string; example: string } | null
}

type Extent = { cases: number; seed?: number | undefined }

/** Tries so many random interleavings on a host, and shrinks the first that goes wrong. */
export async function checkModel<Claim>(
  openHost: OpenHost<Claim>,
  { cases, seed }: Extent,
): Promise<ModelReport> {
  const begun = Date.now()
  let events = 0
  const property = fc.asyncProperty(PROGRAMS, EVENTS, async (programs, happening) => {
    events += happening.length
    await runCase(openHost, { programs, events: happening })
  })
  const result = await fc.check(property, { numRuns: cases, ...(seed !== undefined && { seed }) })
  const { failed, numRuns, counterexamplePath, counterexample, errorInstance } = result
  const violation = {
    ...{ seed: result.seed, path: counterexamplePath, example: JSON.stringify(counterexample) },
    what: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  }
  return { cases: numRuns, events, elapsedMs: Date.now() - begun, violation: failed ? violation : null }
}
