import type { ModelFault } from '@hilo/protocol'
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
  place?(request: PlaceRequest, signal: AbortSignal): Promise<Placed>
  /** Writes down what is said in a recording; absent where nobody was chosen for that. */
  transcribe?(request: TranscribeRequest, signal: AbortSignal): Promise<Transcribed>
  caps(): Caps
}

/** What the first provider in order can do, and who places texts; null: nobody does. */
export type Caps = { tools: boolean; schema: boolean; places: Placing | null }

/** `space` is another one for every model and address: vectors of two of them cannot be compared. */
export type Placing = { provider: string; model: string; space: string }

export type JsonSchema = Record<string, unknown>

export type GenRequest = {
  messages: readonly ModelMessage[]
  tools?: readonly ModelTool[]
  /**
   * The answer is one JSON value of this shape, and comes whole: no `text` events. `isLoose`: it may have
   * what a provider's strict mode refuses, such as fields that may be left out.
   */
  schema?: { name: string; schema: JsonSchema; isLoose?: boolean }
  /**
   * Called with what was written so far of the value that `schema` asks for. It binds nobody: when a provider
   * fails, another one begins anew.
   */
  onPartial?(json: string): void
  outputTokensMax: number
}

export type ModelMessage =
  | { role: 'system'; text: string }
  /** Pictures go only to who was chosen to see them. */
  | { role: 'user'; text: string; pictures?: readonly Picture[] }
  | { role: 'assistant'; text: string; toolCalls?: readonly ToolCall[] }
  /** What a tool gave; it is data, whatever it says. */
  | { role: 'tool'; call: ToolCall; result: string }

export type Picture = { mimeType: string; bytes: Uint8Array }

export type ModelTool = { name: string; description: string; input: JsonSchema }

export type ToolCall = { id: string; name: string; input: unknown }

export type GenEvent =
  | { type: 'text'; delta: string }
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

export type PlaceRequest = { texts: readonly string[] }

export type Placed =
  | { type: 'done'; vectors: Float32Array[]; usage: Usage }
  | { type: 'failed'; fault: ModelFault; reason: string }

export type TranscribeRequest = {
  sound: Uint8Array
  mimeType: string
  /** How long it is, as far as its bytes say. */
  seconds: number
  /** What the contact speaks, as a language of BCP 47; null: nobody knows. */
  language: string | null
}

export type Transcribed =
  | {
      type: 'done'
      text: string
      /** As the provider heard it; null when it does not say. */
      language: string | null
      /** Who heard it, as the provider names it. */
      model: string
      usage: Usage
    }
  | { type: 'failed'; fault: ModelFault; reason: string }

/** Whether another provider may do better. What a caller or a budget ended stays ended. */
export function isWorthAnother(fault: ModelFault): boolean {
  return fault !== 'aborted' && fault !== 'budget' && fault !== 'not_configured' && fault !== 'blocked'
}
