import type { ModelTool, ToolCall } from '../model/model.ts'

/** How a call of a tool ended. */
export type ToolOutcome =
  /** Its text is data, whatever it says. */
  | { type: 'done'; result: string }
  /** What the contact is asked before it is done. */
  | { type: 'asks'; text: string }
  /** A member has to approve it; what the contact is told meanwhile. */
  | { type: 'waits'; text: string }
  | { type: 'failed'; reason: string }

/** What a model may have done in one conversation. */
export interface Toolbox {
  readonly tools: readonly ModelTool[]
  /** The contact's identity is what the server knows, never what the model says. */
  run(call: ToolCall, signal: AbortSignal): Promise<ToolOutcome>
}
