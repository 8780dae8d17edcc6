import {
  BEGIN_POSITION,
  type Content,
  type Id,
  type JournalEntry,
  newId,
  previewOf,
  type TurnEnd,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { Statement } from '../../db/statement.ts'
import { choiceValues } from '../backend/choose-version.ts'
import { lockConversation, lockTogether } from '../conversation/lock.ts'
import type { ActiveBackend } from '../inbox/inbox.ts'
import {
  COMMIT,
  COMMIT_GATHERED,
  COMMIT_GATHERED_SHORT,
  COMMIT_SHORT,
  SHORT_PARAMETERS,
} from './commit-statement.ts'
import { doEffects, effectsOf, hasEffects } from './do-effects.ts'
import { passesOn, passOn } from './pass-on.ts'
import type { ClaimedRun } from './run.ts'

/**
 * Ends a turn: journal, replies, deliveries, timer, status and what the code did to records become visible
 * together, or not at all.
 *
 * Nothing is written when the claim was lost, a person took the turn meanwhile, or a newer message supersedes
 * what was said to gathered ones (`refused`). When the
 * contact wrote during the turn, the claim is kept and the caller plays the next turn; when the run ended
 * with messages unread, the next run is started under the same lock, so no message is left to nobody. After a
 * checkpoint the claim is kept too, and the journal of the next generation begins with its state.
 */

export type TurnResult = { entries: readonly JournalEntry[]; readSeq: number; end: TurnEnd; say?: Content }

export type OutMessage = {
  id: Id
  content: Content
  author: 'backend' | 'system'
  /** One delivery a part; none where the channel hands messages over by itself. */
  deliveries: { id: Id; part: number }[]
}

export type CommittedTurn = {
  version: number
  seq: number
  lastInSeq: number
  /** The conversation's live run after the turn: this one, the next one, or none. */
  runId: Id | null
  /** The version of the next run, when one was started. */
  nextVersionId?: Id | null
  messages: OutMessage[]
  promptSeq: number
  length: number
  /** The delivery that was put into `sending` for this node; the others wait behind it. */
  sending: Id | null
  /** The run that goes on after a call or the end of what was called, claimed by this node. */
  passed?: ClaimedRun | null
}

type Commit = {
  nodeId: Id
  result: TurnResult
  /** Splits content as the channel must send it; null where the channel needs no deliveries. */
  parts: ((content: Content) => Content[]) | null
  /** What a run that is started for unread messages uses; null when none may be started. */
  next: { runId: Id; backend: ActiveBackend } | null
}

export async function commitTurn(
  db: Database,
  run: ClaimedRun,
  commit: Commit,
): Promise<CommittedTurn | 'refused'> {
  const messages = messagesOf(commit)
  const values = valuesOf(run, { ...commit, messages })
  const { entries, end } = commit.result
  const row =
    hasEffects(entries) || passesOn(run, end)
      ? await commitWithMore(db, run, { commit, values })
      : await commitForms(run, commit.result, { values, attempt: (form) => tryCommit(db, run, form) })
  return row ? { ...row, messages } : 'refused'
}

type Row = Omit<CommittedTurn, 'messages'>
type Forms = { values: readonly unknown[]; attempt(values: readonly unknown[]): Promise<Row | null> }

/** Tries the short form, and the long one where the short form does not do. */
async function commitForms(
  run: ClaimedRun,
  { end, readSeq }: TurnResult,
  { values, attempt }: Forms,
): Promise<Row | null> {
  const ends = isEnd(end)
  const follows = eventOf(run, end) !== null || end.type === 'checkpoint' || (ends && run.seenSeq > readSeq)
  const row = follows ? null : await attempt(values.slice(0, SHORT_PARAMETERS))
  // The short form also refuses a run that ends while the contact writes: then the next one has to be
  // started.
  return row ?? (follows || ends ? attempt(values) : null)
}

/**
 * A transaction of its own, so that what the code did to records, and who goes on, depend on whether the turn
 * was refused.
 */
function commitWithMore(
  db: Database,
  run: ClaimedRun,
  { commit: { result, nodeId }, values }: { commit: Commit; values: readonly unknown[] },
): Promise<Row | null> {
  return db.withOrg(run.orgId, async (tx) => {
    const lock = lockConversation(run.orgId, run.conversationId)
    await tx.query(lock.statement, lock.values)
    const row = await commitForms(run, result, {
      values,
      attempt: async (form) => (await tx.query<Row>(formOf(run, form), form)).rows[0] ?? null,
    })
    if (!row) return null
    // An apology comes after what the code did.
    const seq = result.say ? row.seq - 1 : row.seq
    if (hasEffects(result.entries)) await doEffects(tx, run, effectsOf(result.entries, seq))
    if (!passesOn(run, result.end)) return row
    const { end, readSeq } = result
    const passed = await passOn(tx, run, { end, readSeq, nodeId, lastInSeq: row.lastInSeq })
    return { ...row, passed }
  })
}

function formOf({ isBurst, wake }: ClaimedRun, values: readonly unknown[]): Statement {
  const isShort = values.length === SHORT_PARAMETERS
  if (isBurst && wake !== 'cancel') return isShort ? COMMIT_GATHERED_SHORT : COMMIT_GATHERED
  return isShort ? COMMIT_SHORT : COMMIT
}

async function tryCommit(db: Database, run: ClaimedRun, values: readonly unknown[]): Promise<Row | null> {
  const [committed] = await db.sharedFlight(run.orgId, {
    key: run.conversationId,
    lock: lockTogether(run.conversationId),
    steps: [{ statement: formOf(run, values), values }],
  })
  return (committed?.rows[0] as Row | undefined) ?? null
}

function messagesOf({ result, parts }: Commit): OutMessage[] {
  const said = result.entries.flatMap(({ content }) =>
    content ? [{ content, author: 'backend' as const }] : [],
  )
  const all = result.say ? [...said, { content: result.say, author: 'system' as const }] : said
  return all.map(({ content, author }) => ({
    id: newId(),
    content,
    author,
    deliveries: parts ? parts(content).map((_, part) => ({ id: newId(), part })) : [],
  }))
}

/** The run is over, and messages it did not read are for another one. */
function isEnd({ type }: TurnEnd): boolean {
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

type Told = Commit & { messages: OutMessage[] }

/** The parameters of the statement, in its order. */
function valuesOf(run: ClaimedRun, told: Told): unknown[] {
  const { entries } = told.result
  const byEntry = messageIdsOf(entries, told.messages)
  return [
    ...stateValues(run, told, promptIndex(entries, told.messages, byEntry)),
    ...journalValues(entries, byEntry),
    ...deliveryValues(told.messages),
    ...followingValues(run, told),
  ]
}

function stateValues(run: ClaimedRun, { nodeId, result, messages }: Told, prompt: number | null): unknown[] {
  const { entries, readSeq, end } = result
  const state = stateOf(run, end)
  const event = eventOf(run, end)
  const last = messages.at(-1)
  const wait = end.type === 'wait' ? end.wait : null
  const outcome = end.type === 'done' ? end.outcome : end.type === 'cancelled' ? end.reason : null
  return [
    ...[run.orgId, run.id, nodeId, run.claim, run.epoch],
    messages.map(({ id }) => id),
    messages.map(({ content }) => encode(content)),
    messages.map(({ author }) => author),
    last ? encode({ text: previewOf(last.content), author: last.author }) : null,
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
  const event = eventOf(run, end)
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

type Happened = { type: string; reason: string; data: Record<string, unknown> }

function eventOf({ wake, called }: ClaimedRun, end: TurnEnd): Happened | null {
  // The one that called has the error, and may know better.
  if (end.type === 'failed' && called && wake !== 'cancel') return null
  if (end.type === 'failed') {
    const { code, message } = end.failure
    return { type: 'run_failed', reason: message, data: { code, reason: message } }
  }
  if (end.type === 'wait' && end.handoff) {
    return { type: 'handed_off', reason: end.handoff.reason, data: end.handoff }
  }
  // A member's cancellation was told when it was asked for.
  if (end.type === 'cancelled' && wake !== 'cancel') {
    return { type: 'run_cancelled', reason: end.reason ?? '', data: { reason: end.reason } }
  }
  return null
}
