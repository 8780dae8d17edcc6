import type { StepContext, StepOptions } from './chat.ts'

/** Something that was done, and how it is undone. */
export type Undo = {
  readonly position: string
  readonly name: string
  readonly options: StepOptions
  act(context: StepContext): unknown
}
