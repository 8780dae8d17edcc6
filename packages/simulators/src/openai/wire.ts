import type { Decided } from './decide-reply.ts'
import type { LoggedCall } from './openai.ts'

/** How one of the two APIs writes an answer: whole, and as the parts of a stream. */
export type Wire = {
  whole(answer: Answered): unknown
  begin(): string[]
  word(text: string): string
  /** Everything after the last word. */
  end(answer: Answered): string[]
  /** A part that no parser takes. */
  garbage: string
}

export type Answered = { logged: LoggedCall; decided: Decided; text: string }

/** One event of a stream; the Responses API names its events too. */
export function eventOf(data: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
}

/** Null where the answer is not to say what it cost. */
export function usageOf({
  isUsageTold,
  inputTokens,
  cachedTokens,
  outputTokens,
  reasoningTokens,
}: LoggedCall) {
  if (!isUsageTold) return null
  return { inputTokens, cachedTokens, outputTokens, reasoningTokens, total: inputTokens + outputTokens }
}
