/** What the author of a micro-backend imports, and all of it. */
export type {
  AskOptions,
  Backend,
  Chat,
  ChooseOptions,
  Duration,
  Option,
  Refusal,
  StepContext,
  StepOptions,
} from '@hilo/runtime/replay'
export { AskExhausted, AskTimeout, defineBackend, StepError, TerminalError } from '@hilo/runtime/replay'
export { z } from 'zod'
