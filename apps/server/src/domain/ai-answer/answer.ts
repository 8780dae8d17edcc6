import type {
  AnswerAction,
  AnswerCitation,
  AnswerTrace,
  Choice,
  HandoffReason,
  Id,
  SummaryTurn,
} from '@hilo/protocol'

/** What is said, why, and how that was found; it is in no conversation yet. */
export type Answer = {
  action: AnswerAction
  text: string
  /** What the contact may press, where the channel has buttons; the text says the same. */
  choices?: readonly Choice[]
  citations: readonly AnswerCitation[]
  /** Why people have it, or are offered. */
  reason: HandoffReason | null
  /** With a hand-over: who gets it, and what is put on the conversation. */
  route?: Route
  /** For members, with a hand-over. */
  summary: readonly SummaryTurn[] | null
  trace: AnswerTrace
}

/** Where a hand-over goes, by what the org wrote of its topic. */
export type Route = { assigneeId: Id | null; tags: readonly string[] }
