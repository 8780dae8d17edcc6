/**
 * What a turn came to, as the parameters of the statements that commit it (see `commit-statement.ts`).
 */
import {
  BEGIN_POSITION,
  briefOf,
  type Content,
  type Id,
  type JournalEntry,
  newId,
  type TurnEnd,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Answer } from '../ai-answer/answer.ts'
import { choiceValues } from '../backend/choose-version.ts'
import type { ActiveBackend } from '../inbox/inbox.ts'
import type { Basis } from '../permission/find.ts'
import type { ClaimedRun } from './run.ts'

export type TurnResult = {
  entries: readonly JournalEntry[]
  readSeq: number
  end: TurnEnd
  say?: Content
  /** On what the templates rest that the business begins with, by the position of their entries. */
  bases?: ReadonlyMap<string, Basis>
  /** What AI found for the code, under the id of the message that says it; it may be said by none. */
  replies?: readonly FoundReply[]
}

export type FoundReply = { id: Id; answer: Answer }

export type OutMessage = {
  id: Id
  content: Content
  author: 'backend' | 'system'
  basis: Basis | null
  /** One delivery a part; none where the channel hands messages over by itself. */
  deliveries: { id: Id; part: number }[]
}

export type Commit = {
  nodeId: Id
  result: TurnResult
  /** Splits content as the channel must send it; null where the channel needs no deliveries. */
  parts: ((content: Content) => Content[]) | null
  /** What a run that is started for unread messages uses; null when none may be started. */
  next: { runId: Id; backend: ActiveBackend } | null
}

/** What the contact is told, and how it is handed over. */
export function messagesOf({ result, parts }: Commit): OutMessage[] {
  const said = result.entries.flatMap(({ content, position }) => {
    const basis = result.bases?.get(position) ?? null
    return content ? [{ content, basis, author: 'backend' as const }] : []
  })
  const apology = { content: result.say, basis: null, author: 'system' as const }
  const all = [...said, ...(result.say ? [{ ...apology, content: result.say }] : [])]
  const replies = [...(result.replies ?? [])]
  return all.map((message) => ({
    id: takeReply(replies, message.content)?.id ?? newId(),
    ...message,
    deliveries: parts ? parts(message.content).map((_, part) => ({ id: newId(), part })) : [],
  }))
}

/** The reply that a message says, word for word; each is said once. */
function takeReply(replies: FoundReply[], content: Content): FoundReply | undefined {
  const at = replies.findIndex(({ answer }) => 'text' in content && content.text === answer.text)
  return at < 0 ? undefined : replies.splice(at, 1)[0]
}

type Told = Commit & { messages: OutMessage[] }

/** The parameters of the statement, in its order. */
export function valuesOf(run: ClaimedRun, told: Told): unknown[] {
  const { entries } = told.result
  const byEntry = messageIdsOf(entries, told.messages)
  return [
    ...stateValues(run, told, promptIndex(entries, told.messages, byEntry)),
    ...journalValues(entries, byEntry),
    ...deliveryValues(told.messages),
    told.messages.map(({ basis }) => basis?.purpose ?? null),
    told.messages.map(({ basis }) => basis?.permissionId ?? null),
    ...followingValues(run, told),
  ]
}

function stateValues(run: ClaimedRun, { nodeId, result, messages }: Told, prompt: number | null): unknown[] {
  const { entries, readSeq, end } = result
  const state = stateOf(run, end)
  const event = eventOf(run, result)
  const last = messages.at(-1)
  const wait = end.type === 'wait' ? end.wait : null
  const outcome = end.type === 'done' ? end.outcome : end.type === 'cancelled' ? end.reason : null
  return [
    ...[run.orgId, run.id, nodeId, run.claim, run.epoch],
    messages.map(({ id }) => id),
    messages.map(({ content }) => encode(content)),
    messages.map(({ author }) => author),
    last ? encode({ ...briefOf(last.content), author: last.author }) : null,
    ...[state.holder, state.ended, readSeq],
    event ? encode(event.reason) : null,
    state.status,
    entries.map(({ position }) => position),
    prompt,
    wait ? encode(wait) : null,
    outcome ? encode(outcome) : null,
    end.type === 'failed' ? encode(end.failure) : null,
    wait?.dueAt ? new Date(wait.dueAt) : null,
    ...[run.seenSeq, run.generation],
  ]
}

function journalValues(entries: readonly JournalEntry[], byEntry: readonly (Id | null)[]): unknown[] {
  return [
    entries.map(({ kind }) => kind),
    entries.map(({ name }) => encode(name)),
    entries.map(({ value, content }) => encode(content ? { value, content } : { value })),
    byEntry,
  ]
}

function deliveryValues(messages: readonly OutMessage[]): unknown[] {
  const deliveries = messages.flatMap((message, index) =>
    message.deliveries.map((delivery) => ({ ...delivery, message, ord: index + 1 })),
  )
  return [
    deliveries.map(({ id }) => id),
    deliveries.map(({ message }) => message.id),
    deliveries.map(({ ord }) => ord),
    deliveries.map(({ part }) => part),
    deliveries.map(({ message }) => message.author),
  ]
}

function followingValues(run: ClaimedRun, { result, next }: Told): unknown[] {
  const { end } = result
  const event = eventOf(run, result)
  const started = isEnd(end) && !run.called ? next : null
  return [
    started?.runId ?? null,
    started?.backend.id ?? null,
    started?.backend.versionId ?? null,
    started ? encode(started.backend.config) : null,
    started?.backend.configVersion ?? null,
    newId(),
    event?.type ?? null,
    event ? encode(event.data) : null,
    end.type === 'checkpoint' ? encode({ value: end.value }) : null,
    ...[BEGIN_POSITION, encode('')],
    ...choiceValues(started?.backend ?? null),
  ]
}

function messageIdsOf(entries: readonly JournalEntry[], messages: readonly OutMessage[]): (Id | null)[] {
  let index = 0
  return entries.map(({ content }) => (content ? (messages[index++]?.id ?? null) : null))
}

/** Which of the turn's messages, counted from 1, is the question the run now waits on. */
function promptIndex(
  entries: readonly JournalEntry[],
  messages: readonly OutMessage[],
  byEntry: readonly (Id | null)[],
): number | null {
  const prompts = new Set(['ask', 'choose', 'prompt'])
  const at = entries.findLastIndex(({ kind, content }) => prompts.has(kind) && content !== undefined)
  const index = at < 0 ? -1 : messages.findIndex(({ id }) => id === byEntry[at])
  return index < 0 ? null : index + 1
}

/** The run is over, and messages it did not read are for another one. */
export function isEnd({ type }: TurnEnd): boolean {
  return type === 'done' || type === 'cancelled'
}

/** The state a conversation and its run are left in. Without a holder it is who has it, while code has it nobody. */
function stateOf({ wake }: ClaimedRun, end: TurnEnd) {
  switch (end.type) {
    case 'wait': {
      const holder = end.wait.kind === 'hand_back' ? 'human' : 'backend'
      return { holder: wake === 'cancel' ? null : holder, status: 'waiting', ended: false }
    }
    case 'checkpoint':
      return { holder: 'backend', status: 'running', ended: false }
    case 'cancelled':
      return { holder: null, status: 'cancelled', ended: true }
    case 'done':
      return { holder: 'nobody', status: 'done', ended: true }
    case 'failed':
      return { holder: 'human', status: 'failed', ended: true }
  }
}

type Happened = { type: string; reason: string; data: Record<string, unknown> }

/** What the timeline tells of the end of a turn, and why AI would not answer it; null for nothing. */
export function eventOf(
  { wake, called }: ClaimedRun,
  { end, replies = [] }: Pick<TurnResult, 'end' | 'replies'>,
): Happened | null {
  // The one that called has the error, and may know better.
  if (end.type === 'failed' && called && wake !== 'cancel') return null
  if (end.type === 'failed') {
    const { code, message } = end.failure
    return { type: 'run_failed', reason: message, data: { code, reason: message } }
  }
  if (end.type === 'wait' && end.handoff) {
    const answerId = replies.findLast(({ answer }) => answer.action === 'handoff')?.id
    const data = { ...end.handoff, ...(answerId && { answerId }) }
    return { type: 'handed_off', reason: end.handoff.reason, data }
  }
  // A member's cancellation was told when it was asked for.
  if (end.type === 'cancelled' && wake !== 'cancel') {
    return { type: 'run_cancelled', reason: end.reason ?? '', data: { reason: end.reason } }
  }
  return null
}
