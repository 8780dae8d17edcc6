import type { Usage } from './usage.ts'

/**
 * A model that writes, whoever runs it. One call is one request to one model at a time; what it is for, which
 * provider is asked first and what it may cost are decided by who makes the `Model`.
 */
export interface Model {
  /**
   * Writes an answer. The last event is `done` or `failed`, and after either nothing comes. Text that was
   * handed out is never followed by another provider's: a failure after it ends the call.
   */
  generate(request: GenRequest, signal: AbortSignal): AsyncIterable<GenEvent>
  /** Places texts in the provider's space of meaning; absent where no provider does that. */
  embed?(request: EmbedRequest, signal: AbortSignal): Promise<Embedded>
  caps(): Caps
}

/** What the first provider in order can do. */
export type Caps = { tools: boolean; schema: boolean; embeds: boolean }

export type JsonSchema = Record<string, unknown>

export type GenRequest = {
  messages: readonly ModelMessage[]
  tools?: readonly ModelTool[]
  /** The answer is one JSON value of this shape, and comes whole: no `text` events. */
  schema?: { name: string; schema: JsonSchema }
  outputTokensMax: number
}

export type ModelMessage =
  | { role: 'system' | 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls?: readonly ToolCall[] }
  /** What a tool gave; it is data, whatever it says. */
  | { role: 'tool'; call: ToolCall; result: string }

export type ModelTool = { name: string; description: string; input: JsonSchema }

export type ToolCall = { id: string; name: string; input: unknown }

export type GenEvent =
  | { type: 'text'; delta: string }
  | { type: 'tool_call'; call: ToolCall }
  | ({ type: 'done' } & Generated)
  | { type: 'failed'; fault: ModelFault; reason: string }

export type Generated = {
  text: string
  toolCalls: ToolCall[]
  /** The value that was asked for by `schema`; null without one. */
  value: unknown
  /** `length`: it was cut at `outputTokensMax`. */
  finish: 'stop' | 'length' | 'tool_calls'
  usage: Usage
}

export type EmbedRequest = { texts: readonly string[] }

export type Embedded =
  | { type: 'done'; vectors: Float32Array[]; usage: Usage }
  | { type: 'failed'; fault: ModelFault; reason: string }

/** The whole list of ways in which a call of a model fails. */
export const MODEL_FAULTS = [
  /** No provider is set and enabled. */
  'not_configured',
  /** A budget is used up. */
  'budget',
  /** The caller gave up. */
  'aborted',
  /** The provider does not take the key, or not for this model. */
  'not_allowed',
  'unknown_model',
  'rate_limited',
  /** The provider's bill is not paid, or its own limit is reached. */
  'no_credit',
  /** What was sent is longer than the model takes. */
  'too_long',
  /** The provider does not understand the request. */
  'bad_request',
  /** Nobody answers at the provider's address, or it may not be reached. */
  'unreachable',
  'timeout',
  'provider_error',
  /** The answer ended before its end. */
  'cut',
  /** The answer cannot be read, or is not of the shape that was asked for. */
  'garbled',
  'empty',
  /** The provider's filter refused to answer. */
  'blocked',
] as const
export type ModelFault = (typeof MODEL_FAULTS)[number]

/** Whether another provider may do better. What a caller or a budget ended stays ended. */
export function isWorthAnother(fault: ModelFault): boolean {
  return fault !== 'aborted' && fault !== 'budget' && fault !== 'not_configured' && fault !== 'blocked'
}
