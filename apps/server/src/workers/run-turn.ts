import {
  type Address,
  type ContactSnapshot,
  type Id,
  type InboxMessage,
  newId,
  type RunFailure,
  type Turn,
} from '@hilo/protocol'
import type { Pool } from '@hilo/runtime'
import { pauseVersion } from '../domain/backend/pause.ts'
import type { Version, Versions } from '../domain/backend/version.ts'
import { snapshotOf } from '../domain/contact/contact.ts'
import type { Sending } from '../domain/delivery/delivery.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { findMember } from '../domain/member/find.ts'
import { appendStep } from '../domain/run/append-step.ts'
import { claimRuns, releaseRun } from '../domain/run/claim.ts'
import { type CommittedTurn, commitTurn, type TurnResult } from '../domain/run/commit-turn.ts'
import { loadJournal, loadTurnInput } from '../domain/run/load.ts'
import type { ClaimedRun } from '../domain/run/run.ts'
import { wasToldOfFailure } from '../domain/run/told.ts'
import type { Secrets } from '../domain/secret/open.ts'
import { handoffText } from './apology.ts'
import type { WorkerContext } from './context.ts'
import { crashFailure, limitFailure, pausedFailure } from './crash-failure.ts'
import type { CrashWatch } from './crash-watch.ts'
import type { Deliverer } from './deliver-message.ts'
import { followingRun } from './following-run.ts'
import { persist } from './persist.ts'
import { type RunLog, runLogOf } from './run-log.ts'
import type { TurnLimits } from './turn-limits.ts'

/**
 * What a turn needs when the message that woke it is all there is to read; else it is read from the database.
 */
export type TurnHint = {
  contact: ContactSnapshot
  inbox: InboxMessage[]
  now: number
  recipient: readonly Address[]
}

export type TurnRunner = {
  /** Plays a claimed run until it waits or ends. Never rejects. */
  play(run: ClaimedRun, hint: TurnHint | null): void
  /** Claims runs that are due or were left behind, and plays them. @returns how many it plays */
  resume(
    orgId: Id,
    runIds: readonly Id[],
    options: { living: readonly Id[]; wake: Turn['wake'] },
  ): Promise<number>
  isActive(runId: Id): boolean
  active(): number
  /** Claims that could not be given back: the wake looks for them. */
  left(): number
}

type Runner = {
  context: WorkerContext
  pool: Pool
  versions: Versions
  secrets: Secrets
  deliverer: Deliverer
  limits: TurnLimits
  crashes: CrashWatch
  active: Map<Id, number>
  left: number
}

/** After this many turns in a row that killed their process, people take over. */
const CRASHES_MAX = 3

export function createTurnRunner(parts: Omit<Runner, 'active' | 'left'>): TurnRunner {
  const runner: Runner = { ...parts, active: new Map(), left: 0 }
  const { context, active } = runner
  const run: TurnRunner = {
    isActive: (runId) => active.has(runId),
    active: () => active.size,
    left: () => runner.left,
    play(claimed, hint) {
      active.set(claimed.id, (active.get(claimed.id) ?? 0) + 1)
      void playAll(runner, claimed, hint).finally(() => {
        const left = (active.get(claimed.id) ?? 1) - 1
        if (left > 0) active.set(claimed.id, left)
        else active.delete(claimed.id)
      })
    },
    async resume(orgId, runIds, { living, wake }) {
      const claimed = await persist(() =>
        claimRuns(context.db, { orgId, runIds, nodeId: context.node.id, living, wake }),
      )
      for (const one of claimed) run.play(one, null)
      return claimed.length
    },
  }
  return run
}

/** Plays turn after turn while there is something to read. After a failure of ours the run is due again. */
async function playAll(runner: Runner, first: ClaimedRun, hint: TurnHint | null): Promise<void> {
  const { context, pool } = runner
  let run: ClaimedRun | null = first
  let given = hint
  try {
    while (run) {
      const playing: ClaimedRun = run
      run = await playTurn(runner, playing, given)
      given = null
    }
  } catch (error) {
    const failed = run ?? first
    const detail = error instanceof Error ? error.message : String(error)
    context.log.error({ orgId: failed.orgId, runId: failed.id, error: detail }, 'a turn could not be played')
    pool.forget(failed.id)
    await giveBack(runner, failed, { againInMs: 1_000, crashed: false }).catch(() => runner.left++)
  }
}

/** @returns the run to play next: this one when the contact wrote meanwhile, or the one that followed it. */
async function playTurn(runner: Runner, run: ClaimedRun, hint: TurnHint | null): Promise<ClaimedRun | null> {
  const { context } = runner
  const inbox = await persist(() => context.inboxes(run.orgId, run.inboxId))
  if (!inbox) throw new Error('The inbox of a run is gone.')
  const input = hint ?? (await readInput(runner, run, inbox))
  const seenSeq = Math.max(run.seenSeq, input.inbox.at(-1)?.seq ?? 0)
  const seen = { ...run, seenSeq }
  const version = await persist(() => runner.versions(run.orgId, run.versionId))
  const told = runLogOf(context, run, version)
  if (run.wake === 'start' && run.length === 0 && run.crashes === 0) told.started()
  const result = await withinLimits(runner, seen, { inbox, input, version, told })
  if (result === 'again') return null
  const shown = await withoutRepetition(runner, run, result)
  const committed = await commit(runner, seen, { inbox, result: shown, recipient: input.recipient })
  if (!committed) return null
  told.ended(result.end)
  return followingRun(seen, result, { committed, inbox })
}

/** A run that a member retried and that fails again says nothing twice. */
async function withoutRepetition(
  { context }: Runner,
  run: ClaimedRun,
  result: TurnResult,
): Promise<TurnResult> {
  const { say, ...silent } = result
  if (!say || result.entries.some(({ content }) => content)) return result
  return (await persist(() => wasToldOfFailure(context.db, run))) ? silent : result
}

type Input = TurnHint
type Given = { inbox: Inbox; input: Input; version: Version; told: RunLog }

async function readInput({ context }: Runner, run: ClaimedRun, inbox: Inbox): Promise<Input> {
  const { contactId, profile, recipient, ...read } = await persist(() => loadTurnInput(context.db, run))
  const contact = snapshotOf(contactId, profile, {
    channel: inbox.channel,
    addresses: recipient,
    locale: inbox.orgLocale,
  })
  return { contact, recipient, inbox: read.inbox, now: read.now }
}

/** What reached a limit fails in words: people take over, and nothing that was done is lost. */
async function withinLimits(runner: Runner, run: ClaimedRun, given: Given): Promise<TurnResult | 'again'> {
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
  const excess = runner.limits.after(run, result.entries)
  return excess === null ? result : handedOff(run, limitFailure(excess), locale)
}

function handedOff(run: ClaimedRun, failure: RunFailure, locale: string | null): TurnResult {
  return { entries: [], readSeq: run.readSeq, end: { type: 'failed', failure }, say: handoffText(locale) }
}

async function compute(
  runner: Runner,
  run: ClaimedRun,
  { inbox, input, version, told }: Given,
): Promise<TurnResult | 'again'> {
  const { context, pool } = runner
  const played = await pool.play({
    orgId: run.orgId,
    version,
    secrets: await persist(() => runner.secrets(run.orgId, version)),
    egressAllow: version.manifest.egress,
    exclusive: run.crashes > 0,
    turn: turnOf(run, inbox, input),
    length: run.length,
    journal: async (from) => (await persist(() => loadJournal(context.db, run))).slice(from),
    onStep: async (entry, before) => {
      const recorded = await persist(() => appendStep(context.db, run, { entry, before }))
      run.length += 1 + before.length
      told.step(recorded)
      const { orgId, conversationId, id: runId } = run
      context.bus.publish({ type: 'run', orgId, conversationId, runId, length: run.length })
      return recorded
    },
    findMember: (email) => persist(() => findMember(context.db, run.orgId, email)),
    onLog: told.line,
  })
  if (played.type === 'end') {
    // Who cancels a run in the dashboard reads there what could not be undone.
    if (played.end.type !== 'failed' || run.wake === 'cancel') return played
    return { ...played, say: handoffText(input.contact.locale) }
  }
  context.log.warn(
    { orgId: run.orgId, runId: run.id, reason: played.reason, detail: played.detail },
    'a backend process died',
  )
  if (run.crashes > 0) await countCrash(runner, run)
  const willRepeat = run.crashes + 1 < CRASHES_MAX
  told.crashed(played, willRepeat)
  if (willRepeat) {
    await giveBack(runner, run, { againInMs: 0, crashed: true })
    return 'again'
  }
  return handedOff(run, crashFailure(played), input.contact.locale)
}

/** Only of turns that were alone in their process: there it is known who brought it down. */
async function countCrash({ context, crashes, versions }: Runner, run: ClaimedRun): Promise<void> {
  const { orgId, versionId, id: runId } = run
  const reason = crashes.add(versionId, { runId, at: Date.now() })
  if (reason === null) return
  await persist(() => pauseVersion(context.db, orgId, { versionId, reason }))
  versions.forget(versionId)
  context.log.warn({ orgId, versionId, reason }, 'a version was paused')
}

function turnOf(run: ClaimedRun, inbox: Inbox, input: Input) {
  const { id: runId, conversationId, generation, readSeq, promptSeq, wake, wait, config } = run
  return {
    ...{ runId, conversationId, generation, readSeq, promptSeq, wake, wait, config },
    ...{ inbox: input.inbox, now: input.now, contact: input.contact, timeZone: inbox.timeZone },
  }
}

type Committing = { inbox: Inbox; result: TurnResult; recipient: readonly Address[] }

async function commit(
  runner: Runner,
  run: ClaimedRun,
  { inbox, result, recipient }: Committing,
): Promise<CommittedTurn | null> {
  const { context, pool, deliverer } = runner
  const bound = context.channelOf(inbox)
  const committed = await commitTurn(context.db, run, {
    nodeId: context.node.id,
    result,
    parts: bound ? bound.channel.parts : null,
    next: inbox.backend ? { runId: newId(), backend: inbox.backend } : null,
  })
  if (committed === 'refused') {
    pool.forget(run.id)
    await giveBack(runner, run, { againInMs: null, crashed: false })
    return null
  }
  const { orgId, conversationId } = run
  context.bus.publish({ type: 'conversation', orgId, conversationId, version: committed.version })
  context.bus.publish({ type: 'run', orgId, conversationId, runId: run.id, length: committed.length })
  const sending = sendingOf(run, committed)
  if (sending) deliverer.send(sending, { content: sending.content, replyTo: null, recipient: [...recipient] })
  return committed
}

function sendingOf(run: ClaimedRun, { sending, messages, seq }: CommittedTurn) {
  if (!sending) return null
  const index = messages.findIndex(({ deliveries }) => deliveries.some(({ id }) => id === sending))
  const message = messages[index]
  if (!message) return null
  const { orgId, inboxId, conversationId } = run
  const at: Sending = {
    ...{ orgId, inboxId, conversationId, id: sending, messageId: message.id, attempts: 1 },
    seq: seq - messages.length + index + 1,
    part: message.deliveries.find(({ id }) => id === sending)?.part ?? 0,
  }
  return { ...at, content: message.content }
}

async function giveBack(
  { context }: Runner,
  run: ClaimedRun,
  { againInMs, crashed }: { againInMs: number | null; crashed: boolean },
): Promise<void> {
  const { orgId, conversationId, id: runId, length } = run
  await persist(() => releaseRun(context.db, run, { nodeId: context.node.id, againInMs, crashed }))
  context.bus.publish({ type: 'run', orgId, conversationId, runId, length })
}
