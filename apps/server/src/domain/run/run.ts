import type { Called, Id, Turn, Wait } from '@hilo/protocol'

/** Where the run that called this one waits for it, beside what this one was given. */
export type Calling = Called & {
  parentRunId: Id
  position: string
  name: string
  fromSeq: number
  /** Which of the results of that call it gives; without it the first. */
  returns?: number
}

/** What a run begins with that nobody has played yet, as its row has it. */
export const BEGUN = {
  claim: 1,
  generation: 0,
  length: 0,
  promptSeq: 0,
  wait: null,
  wake: 'start',
  crashes: 0,
} as const

/** A run that this node has claimed: everything a turn needs that is not in the journal or the inbox. */
export type ClaimedRun = {
  orgId: Id
  inboxId: Id
  conversationId: Id
  id: Id
  /** Raised with every claim; a turn is committed only under the claim it was started with. */
  claim: number
  /** The conversation's epoch at the claim; a person who takes the turn raises it. */
  epoch: number
  generation: number
  /** Number of journal entries. */
  length: number
  readSeq: number
  promptSeq: number
  /** The conversation's last inbound message that this claim knows of. */
  seenSeq: number
  wait: Wait | null
  wake: Turn['wake']
  versionId: Id
  config: unknown
  crashes: number
  /** Null for a run that a contact began. */
  called: Calling | null
  /** The contact's messages were gathered for this turn: newer ones supersede what it says. */
  isBurst?: boolean
  /** The conversation was closed while the run undid what it did: nobody is told anything any more. */
  isClosed?: boolean
}
