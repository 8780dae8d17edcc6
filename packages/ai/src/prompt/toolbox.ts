import type { ModelTool, ToolCall } from '../model/model.ts'

/** What became of a call of a tool. */
export type ToolOutcome =
  /** `result` is untrusted text. */
  | { type: 'done'; result: string }
  /** What the contact is asked before it is done: a confirmation, a code. */
  | { type: 'asks'; text: string }
  /** People have to see to it, to approve it or because nobody knows who writes; what the contact is told. */
  | { type: 'waits'; text: string; reason: 'tool_waits' | 'unproved' }
  /** It was not done, and the model may do better: what is wrong, in words for it. */
  | { type: 'refused'; reason: string }
  | { type: 'failed'; reason: string }

/** A tool as a model is offered it. */
export type OfferedTool = ModelTool & {
  /** Nothing is done before the contact, or a member, agrees to it. */
  readonly isAgreedTo: boolean
}

/** What a model may do in one conversation. */
export interface Toolbox {
  readonly tools: readonly OfferedTool[]
  /**
   * The contact's identity is what the server knows, never what the model says. What it says to the
   * contact is in `language`.
   */
  run(call: ToolCall, signal: AbortSignal, language: string): Promise<ToolOutcome>
}

/** Where nothing may be done but answering. */
export const NO_TOOLS: Toolbox = {
  tools: [],
  run: async ({ name }) => ({ type: 'failed', reason: `There is no tool ${name}.` }),
}
