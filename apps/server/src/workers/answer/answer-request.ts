import { asksForPerson } from '@hilo/ai'
import { answerTextOf, type Id } from '@hilo/protocol'
import type { AnswerRequest, AnswerTurn } from '../../answers/answer-question.ts'
import { turnsOf } from '../../answers/read-turns.ts'
import type { AnswerInput } from '../../domain/ai-answer/load.ts'
import type { ReadMessage } from '../../domain/ai-answer/messages.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { areWordsAwaited } from '../../domain/media-words/await.ts'

/** What was written longer before, and nobody answered, is not what is asked now. */
const TOGETHER_MS = 60 * 60_000

/** So long after a message its file is waited for, and no longer: then it is one that nobody has read. */
const WORDS_MS = 12_000

type At = { conversationId: Id; messageId: Id } & Pick<AnswerRequest, 'instructions' | 'toolbox' | 'heard'>

/** What the pipeline is asked for a contact. */
export function requestOf(inbox: Inbox, input: AnswerInput, at: At): AnswerRequest {
  return {
    ...{ orgId: inbox.orgId, inboxId: inbox.id, ...at },
    turns: [...historyOf(input), ...openOf(input)],
    ...{ language: input.language, leftOpen: input.leftOpen, tags: input.tags },
    audiences: ['public'],
    purpose: 'answer',
  }
}

/** What the contact wrote that is to be answered, as one text. */
export function readOf(input: AnswerInput): string {
  return openOf(input)
    .map(({ text }) => text)
    .join('\n')
}

/** All that is left was a call for the people who had the conversation. */
export function isPeoples(input: AnswerInput): boolean {
  return input.lastInSeq <= input.handedBackSeq && openOf(input).length === 0
}

/** Members gave back something that is still to be answered: they decided that AI does, whatever the hour. */
export function isHandedBack(input: AnswerInput): boolean {
  return openMessages(input).some(({ seq }) => seq <= input.handedBackSeq)
}

/** Up to the last word of ours: what people left unanswered is not asked any more. */
function historyOf(input: AnswerInput): AnswerTurn[] {
  const { messages, handledSeq } = input
  const before = messages.filter(
    (one) => (one.seq <= handledSeq || one.author !== 'contact') && !isNotice(input, one),
  )
  const turns = before.flatMap((message) => turnsOf(message.author === 'contact' ? 'contact' : 'us', message))
  return turns.slice(0, turns.findLastIndex(({ from }) => from === 'us') + 1)
}

/** Said to somebody who waited for people. */
function isNotice(input: AnswerInput, { seq, author }: ReadMessage): boolean {
  const { holder, handedOffSeq, handedBackSeq } = input
  return author === 'ai' && seq > handedOffSeq && (holder === 'human' || seq <= handedBackSeq)
}

function openOf(input: AnswerInput): AnswerTurn[] {
  return openMessages(input).flatMap((message) => turnsOf('contact', message))
}

function openMessages(input: AnswerInput): ReadMessage[] {
  const { messages, handledSeq, handedBackSeq, lastInSeq } = input
  // Of what people left open that is asked which no answer followed.
  const isHeld = ({ seq }: { seq: number }) => seq <= handedBackSeq
  const isOurs = (one: ReadMessage) => one.author !== 'contact' && !isNotice(input, one)
  const lastOurs = messages.findLast((one) => isOurs(one) && isHeld(one))?.seq ?? 0
  const unheard = messages.filter(
    (one) =>
      one.author === 'contact' &&
      one.seq > handledSeq &&
      one.seq <= lastInSeq &&
      !(isHeld(one) && isCall(one)),
  )
  const isCovered = unheard.some((one) => isHeld(one) && one.seq > lastOurs)
  const open = unheard.filter((one) => !isCovered || one.seq > lastOurs)
  const newest = open.at(-1)?.at.getTime() ?? 0
  return open.filter(({ at }) => newest - at.getTime() <= TOGETHER_MS)
}

/** What was said up to a message, in words, for who reads all of it. */
export function talkOf({ messages }: AnswerInput, upToSeq: number): AnswerTurn[] {
  const said = messages.filter(({ seq }) => seq <= upToSeq)
  const turns = said.flatMap((message) => turnsOf(message.author === 'contact' ? 'contact' : 'us', message))
  return turns.filter(({ text }) => text.trim() !== '')
}

/** They had people then, who hand back knowing of it. */
function isCall({ content }: ReadMessage): boolean {
  return asksForPerson(answerTextOf(content)).asks
}

/** What is said in a file, or to be seen in it, is being found out: so long nothing is said to it. */
export function waitsForWords({ messages, handledSeq, worded }: AnswerInput): boolean {
  return messages.some((message) => {
    const { seq, author, ageMs } = message
    return author === 'contact' && seq > handledSeq && ageMs < WORDS_MS && areWordsAwaited(message, worded)
  })
}
