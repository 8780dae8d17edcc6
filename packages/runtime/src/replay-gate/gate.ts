/**
 * Recorded runs on other code: what the command line, and whoever decides about a deployment, takes from it.
 */
export type { PlayTurn } from '../memory/kept-in-memory.ts'
export { type Comparison, compareRun, type Verdict } from './compare.ts'
export type { Line } from './lines.ts'
