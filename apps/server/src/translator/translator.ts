import type { Id } from '@hilo/protocol'

/**
 * Says questions in other languages on this machine: no text leaves it, and nothing is charged. What it
 * writes is good enough to look for articles and for nothing else; no contact ever reads it.
 */
export type Translator = {
  /** What it can; nothing where none is installed. */
  ways(): Promise<readonly Way[]>
  /** Null where it failed, was too slow, or the text is too long for a question. */
  translate(asked: Translation, signal: AbortSignal): Promise<string | null>
}

/** A question of an org; none of them waits for all that another has. */
type Translation = { orgId: Id; text: string; way: Way }

/** Two-letter languages, such as `es` and `en`. */
export type Way = { from: string; to: string }

/** Where none is to be used. */
export const noTranslator: Translator = {
  ways: async () => [],
  translate: async () => null,
}
