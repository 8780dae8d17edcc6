import type { AnswerTrace } from '@hilo/protocol'

/** A candidate with its words, and in which language they are. */
export type FoundChunk = AnswerTrace['candidates'][number] & {
  text: string
  language: string
  /** All that was asked is in its title, or in a question that it is said to answer. */
  isCalled: boolean
}
