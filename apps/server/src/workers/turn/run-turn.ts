import type { Id, Turn } from '@hilo/protocol'
import { isConnectionLoss } from '../../db/connection.ts'
import { claimRuns } from '../../domain/run/claim.ts'
import type { Quiet } from '../../domain/run/quiet.ts'
import type { ClaimedRun } from '../../domain/run/run.ts'
import { wasToldOfFailure } from '../../domain/run/told.ts'
import type { TurnResult } from '../../domain/run/turn-values.ts'
import { persist } from '../persist.ts'
import { againInMs } from './again.ts'
import { computeTurn, handedOff, readInput } from './compute-turn.ts'
import { storeFailure } from './crash-failure.ts'
import { endTurn, giveBack } from './end-turn.ts'
import { followingRun } from './following-run.ts'
import { createGathering } from './gathering.ts'
import { createRoom } from './room.ts'
import { runLogOf } from './run-log.ts'
import type { Runner, TurnInput } from './turn.ts'

/** Between two looks whether it is known what a contact's file says. */
const WORDS_QUIET: Quiet = { ms: 500, growth: 0 }
/** Not even its failure could be stored. */
const AT_LAST_MS = 60_000
/** Turns of one org that may be under way before more messages are asked to wait, and for how long. */
const ROOM = { most: 300, patienceMs: 2_000 }

export type TurnRunner = {
  /**
   * Plays a claimed run until it waits or ends. Never rejects. `hint`: the message that woke it is all there
   * is to read; else it is read from the database.
   */
  play(run: ClaimedRun, hint: TurnInput | null): void
  /** Claims runs that are due or were left behind, and plays them. @returns how many it plays */
  resume(
    orgId: Id,
    runIds: readonly Id[],
    options: { living: readonly Id[]; wake: Turn['wake']; isQuiet?: boolean },
  ): Promise<number>
  /** Puts a claimed run off until its contact is quiet; one that cannot be is played at once. */
  gather(run: ClaimedRun, quiet: Quiet): Promise<void>
  isActive(runId: Id): boolean
  active(): number
  /** Resolves when the org has room for more turns, or when it has been waited for long enough. */
  room(orgId: Id): Promise<void>
  /** Claims that could not be given back: the wake looks for them. */
  left(): number
  /** Takes nothing up by itself any more. */
  rest(): void
}

export function createTurnRunner(parts: Omit<Runner, 'active' | 'left' | 'gathering'>): TurnRunner {
  const gathering = createGathering(parts.context, (orgId, runId) =>
    run.resume(orgId, [runId], { living: [], wake: 'message', isQuiet: true }),
  )
  const runner: Runner = { ...parts, gathering, active: new Map(), left: 0 }
  const { context, active } = runner
  const room = createRoom(ROOM)
  const run: TurnRunner = {
    isActive: (runId) => active.has(runId),
    active: () => active.size,
    room: room.wait,
    left: () => runner.left,
    play(claimed, hint) {
      active.set(claimed.id, (active.get(claimed.id) ?? 0) + 1)
      room.enter(claimed.orgId)
      void playAll(runner, claimed, hint).finally(() => {
        room.leave(claimed.orgId)
        const left = (active.get(claimed.id) ?? 1) - 1
        if (left > 0) active.set(claimed.id, left)
        else active.delete(claimed.id)
      })
    },
    gather: (claimed, quiet) =>
      gathering.gather(claimed, quiet).catch((error) => {
        const { orgId, id: runId } = claimed
        context.log.warn({ orgId, runId, error: String(error) }, 'messages could not be gathered')
        run.play(claimed, null)
      }),
    rest: gathering.stop,
    async resume(orgId, runIds, options) {
      const claim = { orgId, runIds, nodeId: context.node.id, ...options }
      const claimed = await persist(() => claimRuns(context.db, claim))
      for (const one of claimed) run.play(one, null)
      return claimed.length
    },
  }
  return run
}

/** Plays turn after turn while there is something to read. */
async function playAll(runner: Runner, first: ClaimedRun, hint: TurnInput | null): Promise<void> {
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
    const isAway = isConnectionLoss(error)
    const after = isAway ? afterOutage(runner, failed) : afterFault(runner, failed, detail)
    await after.catch(() => runner.left++)
  }
}

/** No turn can be stored while the database is away, which is none of the turn's. */
function afterOutage(runner: Runner, run: ClaimedRun): Promise<void> {
  return giveBack(runner, run, { againInMs: 0, crashed: false })
}

/** It may be this one turn that cannot be stored: it is tried later and later, and then left to people. */
async function afterFault(runner: Runner, run: ClaimedRun, detail: string): Promise<void> {
  const pause = againInMs('store', run.crashes)
  if (pause === null && (await leaveToPeople(runner, run, detail).catch(() => false))) return
  await giveBack(runner, run, { againInMs: pause ?? AT_LAST_MS, crashed: true })
}

async function leaveToPeople(runner: Runner, run: ClaimedRun, detail: string): Promise<boolean> {
  const inbox = await runner.context.inboxes(run.orgId, run.inboxId)
  if (!inbox) return false
  const { contact, recipient } = await readInput(runner, run, inbox)
  const result = handedOff(run, storeFailure(detail), contact.locale)
  const ended = await endTurn(runner, run, { inbox, result, recipient })
  const version = await runner.versions(run.orgId, run.versionId).catch(() => null)
  if (ended && version) runLogOf(runner.context, run, version).ended(result.end)
  return ended !== null
}

/** @returns the run to play next: this one when the contact wrote meanwhile, or the one that followed it. */
async function playTurn(runner: Runner, run: ClaimedRun, hint: TurnInput | null): Promise<ClaimedRun | null> {
  const { context } = runner
  const inbox = await persist(() => context.inboxes(run.orgId, run.inboxId))
  if (!inbox) throw new Error('The inbox of a run is gone.')
  const input = hint ?? (await readInput(runner, run, inbox))
  if (input.awaitsWords && isListening(run)) {
    await runner.gathering.gather(run, WORDS_QUIET)
    return null
  }
  const seenSeq = Math.max(run.seenSeq, input.inbox.at(-1)?.seq ?? 0)
  const seen = { ...run, seenSeq }
  const version = await persist(() => runner.versions(run.orgId, run.versionId))
  const told = runLogOf(context, run, version)
  if (run.wake === 'start' && run.length === 0 && run.crashes === 0) told.started()
  const result = await computeTurn(runner, seen, { inbox, input, version, told })
  if (result === 'again') return null
  const shown = await withoutRepetition(runner, run, run.isClosed ? inSilence(result) : result)
  const committed = await endTurn(runner, seen, { inbox, result: shown, recipient: input.recipient })
  if (!committed) return null
  told.ended(result.end)
  return followingRun(seen, result, { committed, inbox })
}

/** What is unread may be an answer. */
function isListening({ wake, wait }: ClaimedRun): boolean {
  const isAsked = wait === null || wait.kind === 'message'
  return isAsked && (wake === 'start' || wake === 'message' || wake === 'timer')
}

/** What was done stays recorded; what was to be said is not said into a closed conversation. */
function inSilence({ entries, readSeq, end }: TurnResult): TurnResult {
  return { entries: entries.map(({ content: _, ...entry }) => entry), readSeq, end }
}

/** A run that was called, or that a member retried and that fails again, leaves the words to others. */
async function withoutRepetition(
  { context }: Runner,
  run: ClaimedRun,
  result: TurnResult,
): Promise<TurnResult> {
  const { say, ...silent } = result
  // The one that called goes on, and says what it makes of it.
  if (run.called && run.wake !== 'cancel') return silent
  if (!say || result.entries.some(({ content }) => content)) return result
  return (await persist(() => wasToldOfFailure(context.db, run))) ? silent : result
}
