import type { Instructions, Toolbox } from '@hilo/ai'
import type { ArticleAudience, Id } from '@hilo/protocol'
import type { TriedArticle } from '../domain/chunk/as-if-published.ts'
import type { ToolReply } from './toolbox/agreed.ts'

/** What was said so far; `us`: a member, a micro-backend or AI. */
export type AnswerTurn = {
  from: 'contact' | 'us'
  text: string
  /** A machine heard it in a voice note, or saw it in a picture: so it may be wrong. */
  by?: 'voice' | 'picture'
  /** What beside the words cannot be read: a sticker, a voice note, a file, or something else such as a place. */
  unread?: 'sign' | 'voice' | 'file' | 'other'
  /** Of ours where no answer was known: the articles that were named instead, and a person was offered. */
  offered?: readonly string[]
}

export type AnswerRequest = {
  orgId: Id
  inboxId: Id | null
  conversationId: Id | null
  /** The id that the message of this reply will have; what is spent is written to it. */
  messageId: Id | null
  /** Oldest first; the last ones are the contact's that are to be answered. */
  turns: readonly AnswerTurn[]
  /** The conversation's so far. */
  language: string | null
  /** How often nothing was known for the contact since people had the conversation. */
  leftOpen: number
  audiences: readonly ArticleAudience[]
  instructions: Instructions
  /** Found as if it were published; by whom it is tried alone. */
  tried?: readonly TriedArticle[]
  /** Those of the conversation; some of what goes to people does so only with one. */
  tags?: readonly string[]
  toolbox: Toolbox
  /** What came of the contact's agreement to what a tool had asked: it is said, and nothing is looked for. */
  heard?: ToolReply
  purpose: 'answer' | 'copilot' | 'test'
  /** Where it is said, the articles that it names stand below it as links. */
  showsArticles?: boolean
  /**
   * Called with what may be seen of the answer while it is written: all of its whole sentences that have been
   * verified so far, up to the first with an address; empty when it is taken back.
   */
  onText?(text: string): void
}
