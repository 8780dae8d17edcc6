import type { Id } from '@hilo/protocol'
import { hearAgreement, type ToolReply } from '../../answers/toolbox/agreed.ts'
import type { Performing } from '../../answers/toolbox/perform.ts'
import { hearIdentity } from '../../answers/toolbox/prove.ts'
import type { AnswerInput } from '../../domain/ai-answer/load.ts'

/** What a contact's words did before anything is answered. */
export type HeardContact = {
  /** It is said, and nothing is looked for. */
  heard: ToolReply | null
  /** What is answered, and up to which of the contact's messages. */
  asked: AnswerInput & { readSeq: number }
  /** Something was done by these words: what comes of it is said, whatever was written meanwhile. */
  isDone: boolean
}

type Place = { at: { orgId: Id; conversationId: Id }; input: AnswerInput }

/**
 * Hears whether the contact answers what the server has asked: who they are, or whether a tool may do what it
 * waits for. Who has just shown who they are is answered what they had asked before that.
 */
export async function hearContact(
  performing: Performing,
  { at, input }: Place,
  signal: AbortSignal,
): Promise<HeardContact> {
  const asked = { ...input, readSeq: input.lastInSeq }
  // Who only pressed a thumb has said nothing.
  const isNew = input.lastInSeq > input.handledSeq
  const identity = isNew ? await hearIdentity(performing, at) : null
  if (identity && 'reply' in identity) return { heard: identity.reply, asked, isDone: true }
  if (identity) return { heard: null, asked: before(input, identity.proved), isDone: true }
  const heard = await hearAgreement(performing, at, signal)
  return { heard, asked, isDone: heard !== null }
}

/** As if nothing had been asked in between. */
function before(input: AnswerInput, { fromSeq, readSeq }: { fromSeq: number; readSeq: number }) {
  const messages = input.messages.filter(({ seq }) => seq <= readSeq)
  return { ...input, messages, handledSeq: fromSeq, readSeq }
}
