/**
 * Conversations with a micro-backend in a test: no server, no database, no waiting. Works under any test
 * runner, because it only throws.
 *
 * @example
 * import { simulate } from '@hilo/sdk/testing'
 * import backend from './backend.ts'
 *
 * const t = simulate(backend, {
 *   config: { maxGuests: 8 },
 *   steps: { 'find slots': ['20:00', '21:30'], book: ({ idempotencyKey }) => ({ id: idempotencyKey }) },
 * })
 * await t.says('hello')
 * t.expect('How many people?')
 * await t.says('4')
 * await t.presses('21:30')
 * t.expect(/^Booked/)
 * await t.advance('1 day')
 * t.expect('See you tomorrow!')
 */
export type { Content } from '@hilo/protocol'
export type { AiCall, AiDouble, AiDoubles, AiQuestion } from './testing/ai-doubles.ts'
export type { SimulationOptions } from './testing/begin-run.ts'
export type { ToolCalled } from './testing/call-tool.ts'
export type { Expected } from './testing/require-replies.ts'
export type { Sent } from './testing/sent-files.ts'
export { simulate } from './testing/simulate.ts'
export type { Simulation } from './testing/simulation.ts'
export type { StepCall, StepDouble } from './testing/step-doubles.ts'
