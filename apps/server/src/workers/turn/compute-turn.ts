import { calledOf, type RunFailure } from '@hilo/protocol'
import { noteRemoteFailure } from '../../domain/backend/note-failure.ts'
import { pauseVersion } from '../../domain/backend/pause.ts'
import type { Version } from '../../domain/backend/version.ts'
import { snapshotOf } from '../../domain/contact/contact.ts'
import { findBases } from '../../domain/delivery/find-bases.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { showProducts } from '../../domain/inbox/show-products.ts'
import { keepMade } from '../../domain/media/keep-made.ts'
import { hasSaidFiles } from '../../domain/media/of-conversation.ts'
import { findMember } from '../../domain/member/find.ts'
import { appendStep } from '../../domain/run/append-step.ts'
import { findReplies } from '../../domain/run/find-replies.ts'
import { loadJournal, loadTurnInput } from '../../domain/run/load.ts'
import { readFilePart } from '../../domain/run/read-file-part.ts'
import type { ClaimedRun } from '../../domain/run/run.ts'
import type { TurnResult } from '../../domain/run/turn-values.ts'
import { fillSaidTemplates, saysTemplate } from '../../domain/template/say.ts'
import { persist } from '../persist.ts'
import { againInMs } from './again.ts'
import { handoffText } from './apology.ts'
import { askModel } from './ask-model.ts'
import { crashFailure, limitFailure, pausedFailure } from './crash-failure.ts'
import { giveBack } from './end-turn.ts'
import { collectReplies } from './found-replies.ts'
import type { RunLog } from './run-log.ts'
import type { Runner, TurnInput } from './turn.ts'

const STRANGE_FILE: RunFailure = {
  code: 'invalid',
  message: 'chat.say: the file is not of this conversation, or not any more.',
}

export type Given = { inbox: Inbox; input: TurnInput; version: Version; told: RunLog }

/** Reads what a turn is played with. */
export async function readInput({ context }: Runner, run: ClaimedRun, inbox: Inbox): Promise<TurnInput> {
  const { contactId, profile, recipient, ...read } = await persist(() => loadTurnInput(context.db, run))
  const contact = snapshotOf(contactId, profile, {
    channel: inbox.channel,
    addresses: recipient,
    locale: inbox.orgLocale,
  })
  return { contact, recipient, inbox: read.inbox, now: read.now, awaitsWords: read.awaitsWords }
}

/**
 * Lets the code play its turn, within the limits. What reached one fails in words: people take over, and
 * nothing that was done is lost. `again`: its process died, and the turn was given back.
 */
export async function computeTurn(
  runner: Runner,
  run: ClaimedRun,
  given: Given,
): Promise<TurnResult | 'again'> {
  const { version } = given
  const isNew = run.wake === 'start' && run.length === 0
  const { locale } = given.input.contact
  if (isNew && version.pauseReason !== null) return handedOff(run, pausedFailure(version.pauseReason), locale)
  // What a member cancels ends as they decided.
  if (run.wake === 'cancel') return compute(runner, run, given)
  const refusal = runner.limits.before(run, given.input.inbox.at(-1)?.at ?? null)
  if (refusal !== null) return handedOff(run, limitFailure(refusal), locale)
  const result = await compute(runner, run, given)
  if (result === 'again' || result.end.type === 'failed') return result
  if (!(await persist(() => hasSaidFiles(runner.context.db, run, result.entries)))) {
    runner.pool.forget(run.id)
    return handedOff(run, STRANGE_FILE, locale)
  }
  const excess = runner.limits.after(run, result.entries)
  if (excess === null) return withTemplates(runner, run, { result, given })
  // Its process has seen it said.
  runner.pool.forget(run.id)
  return handedOff(run, limitFailure(excess), locale)
}

/** What the code said of a template becomes what the platform approved; or people take over, told why not. */
async function withTemplates(
  runner: Runner,
  run: ClaimedRun,
  { result, given: { inbox, input } }: { result: TurnResult; given: Given },
): Promise<TurnResult> {
  if (!saysTemplate(result.entries)) return result
  const { locale } = input.contact
  const entries = await persist(() =>
    fillSaidTemplates(runner.context.db, inbox, { entries: result.entries, locale }),
  )
  if (typeof entries === 'string') {
    runner.pool.forget(run.id)
    return handedOff(run, { code: 'invalid', message: `chat.say: ${entries}` }, locale)
  }
  const bases = await persist(() => findBases(runner.context.db, run, entries))
  if (typeof bases !== 'string') return { ...result, entries, bases }
  runner.pool.forget(run.id)
  return handedOff(run, { code: 'invalid', message: `chat.say: ${bases}` }, locale)
}

async function compute(
  runner: Runner,
  run: ClaimedRun,
  { inbox, input, version, told }: Given,
): Promise<TurnResult | 'again'> {
  const { context, pool } = runner
  const replies = collectReplies()
  const played = await pool.play({
    orgId: run.orgId,
    version,
    secrets: await persist(() => runner.secrets(run.orgId, version)),
    egressAllow: version.manifest.egress,
    exclusive: isSuspect(run),
    turn: turnOf(run, inbox, input),
    length: run.length,
    journal: async (from) => {
      const journal = await persist(() => loadJournal(context.db, run))
      replies.recall(journal)
      return journal.slice(from)
    },
    onStep: async (entry, before) => {
      const step = { entry, before, reply: replies.take(entry) }
      const recorded = await persist(() => appendStep(context.db, run, step))
      run.length += 1 + before.length
      told.step(recorded)
      const { orgId, conversationId, id: runId } = run
      context.bus.publish({ type: 'run', orgId, conversationId, runId, length: run.length })
      return recorded
    },
    // What it took is written down under the id of the first.
    askModel: (asked, signal) =>
      askModel(runner, run, { asked, signal, replyId: replies.firstId, onReply: replies.hear }),
    findMember: (email) => persist(() => findMember(context.db, run.orgId, email)),
    media: (id, offset) => persist(() => readFilePart(context, run, { id, offset })),
    keepFile: (file) => persist(() => keepMade(context, run, file)),
    onLog: told.line,
  })
  if (played.type === 'end') {
    const found = replies.hasSome() ? await persist(() => findReplies(context.db, run)) : []
    // Who cancels a run in the dashboard reads there what could not be undone.
    const result = { ...played, entries: showProducts(inbox, played.entries), replies: found }
    if (played.end.type !== 'failed' || run.wake === 'cancel') return result
    return { ...result, say: handoffText(input.contact.locale) }
  }
  context.log.warn(
    { orgId: run.orgId, runId: run.id, reason: played.reason, detail: played.detail },
    'a backend process died',
  )
  if (version.remote) await noteFailure(runner, run, played.detail)
  const fault = played.reason === 'remote' ? 'remote' : 'process'
  if (isSuspect(run) && fault === 'process') await countCrash(runner, run)
  const pause = againInMs(fault, run.crashes)
  told.crashed(played, pause !== null)
  if (pause === null) return handedOff(run, crashFailure(played), input.contact.locale)
  await giveBack(runner, run, { againInMs: pause, crashed: true })
  return 'again'
}

/** The end of a run that its code did not end: the contact is told, and people take over. */
export function handedOff(run: ClaimedRun, failure: RunFailure, locale: string | null): TurnResult {
  // The message that began a conversation begins no other run when the one that called goes on to its end.
  const isRead = run.called?.isOpeningGone === false
  const readSeq = isRead ? Math.max(run.readSeq, run.seenSeq) : run.readSeq
  return { entries: [], readSeq, end: { type: 'failed', failure }, say: handoffText(locale) }
}

async function noteFailure({ context }: Runner, { orgId, versionId }: ClaimedRun, detail: string) {
  await persist(() => noteRemoteFailure(context.db, orgId, { versionId, detail }))
}

/**
 * A process takes all its turns with it, and most of them did nothing: they share the next one. Whoever was
 * there twice is played alone. A process for each at once would be a hundred starts after one death.
 */
function isSuspect({ crashes }: ClaimedRun): boolean {
  return crashes > 1
}

/** Only of turns that were alone in their process: there it is known who brought it down. */
async function countCrash({ context, crashes }: Runner, run: ClaimedRun): Promise<void> {
  const { orgId, versionId, id: runId } = run
  const reason = crashes.add(versionId, { runId, at: Date.now() })
  if (reason === null) return
  await persist(() => pauseVersion(context.db, orgId, { versionId, reason }))
  context.bus.publish({ type: 'backends', orgId, versionId })
  context.log.warn({ orgId, versionId, reason }, 'a version was paused')
}

function turnOf(run: ClaimedRun, inbox: Inbox, input: TurnInput) {
  const { id: runId, conversationId, generation, readSeq, promptSeq, wake, wait, config } = run
  return {
    ...{ runId, conversationId, generation, readSeq, promptSeq, wake, wait, config },
    ...{ inbox: input.inbox, now: input.now, contact: input.contact, timeZone: inbox.timeZone },
    ...(run.called ? { called: calledOf(run.called, run.called.depth) } : {}),
    ...(inbox.bursts ? { bursts: true } : {}),
  }
}
