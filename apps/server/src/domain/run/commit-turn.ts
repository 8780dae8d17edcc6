import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Statement } from '../../db/statement.ts'
import { storeAnswer } from '../ai-answer/store.ts'
import { lockConversation, lockTogether } from '../conversation/lock.ts'
import {
  COMMIT,
  COMMIT_GATHERED,
  COMMIT_GATHERED_SHORT,
  COMMIT_SHORT,
  SHORT_PARAMETERS,
} from './commit-statement.ts'
import { doEffects, effectsOf, hasEffects } from './do-effects.ts'
import { forgetReplies } from './find-replies.ts'
import { passesOn, passOn } from './pass-on.ts'
import type { ClaimedRun } from './run.ts'
import {
  type Commit,
  eventOf,
  type FoundReply,
  isEnd,
  messagesOf,
  type OutMessage,
  type TurnResult,
  valuesOf,
} from './turn-values.ts'

/**
 * Ends a turn: journal, replies, deliveries, timer, status and what the code did to records become visible
 * together, or not at all.
 *
 * Nothing is written when the claim was lost, a person took the turn meanwhile, or a newer message supersedes
 * what was said to gathered ones (`refused`). When the contact wrote during the turn, the claim is kept and
 * the caller plays the next turn; when the run ended with messages unread, the next run is started under the
 * same lock, so no message is left to nobody. After a checkpoint the claim is kept too, and the journal of
 * the next generation begins with its state.
 */

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

export async function commitTurn(
  db: Database,
  run: ClaimedRun,
  commit: Commit,
): Promise<CommittedTurn | 'refused'> {
  const messages = messagesOf(commit)
  const values = valuesOf(run, { ...commit, messages })
  const { entries, end } = commit.result
  const row =
    hasEffects(entries) || passesOn(run, end) || keptOf(commit.result, messages).length > 0
      ? await commitWithMore(db, run, { commit, values, messages })
      : await commitForms(run, commit.result, { values, attempt: (form) => tryCommit(db, run, form) })
  return row ? { ...row, messages } : 'refused'
}

type Row = Omit<CommittedTurn, 'messages'>
type Forms = { values: readonly unknown[]; attempt(values: readonly unknown[]): Promise<Row | null> }

/** Tries the short form, and the long one where the short form does not do. */
async function commitForms(
  run: ClaimedRun,
  result: TurnResult,
  { values, attempt }: Forms,
): Promise<Row | null> {
  const { end, readSeq } = result
  const ends = isEnd(end)
  const follows =
    eventOf(run, result) !== null || end.type === 'checkpoint' || (ends && run.seenSeq > readSeq)
  const row = follows ? null : await attempt(values.slice(0, SHORT_PARAMETERS))
  // The short form also refuses a run that ends while the contact writes: then the next one has to be
  // started.
  return row ?? (follows || ends ? attempt(values) : null)
}

type More = { commit: Commit; values: readonly unknown[]; messages: readonly OutMessage[] }

/** Of what AI found for the code, that which is said, and that it left to people. */
function keptOf({ replies = [] }: TurnResult, messages: readonly OutMessage[]): FoundReply[] {
  return replies.filter(
    ({ id, answer }) => answer.action === 'handoff' || messages.some((message) => message.id === id),
  )
}

/**
 * A transaction of its own, so that what the code did to records, and who goes on, depend on whether the turn
 * was refused.
 */
function commitWithMore(
  db: Database,
  run: ClaimedRun,
  { commit: { result, nodeId }, values, messages }: More,
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
    const kept = keptOf(result, messages)
    for (const one of kept) await storeAnswer(tx, { ...run, ...one, readSeq: run.seenSeq })
    if (kept.length > 0) await forgetReplies(tx, run)
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
