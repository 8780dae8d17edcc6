import { calledOf, type JournalEntry, type Migrated, type Wait } from '@hilo/protocol'
import type { PlayResult, Pool } from '@hilo/runtime'
import type { Version, Versions } from '../../domain/backend/version.ts'
import { snapshotOf } from '../../domain/contact/contact.ts'
import { loadJournal, loadTurnInput } from '../../domain/run/load.ts'
import { findWaiting, type MigrateRuns, pinRun, type WaitingRun } from '../../domain/run/migrate.ts'
import type { Secrets } from '../../domain/secret/open.ts'
import type { WorkerContext } from '../context.ts'

/**
 * Moves waiting runs to another version, each after a dry replay: the new code plays the whole journal
 * without messages, before anything is due, with no way out, and may record nothing. It has to arrive at the
 * wait where the run is.
 */

type Parts = { context: WorkerContext; pool: Pool; versions: Versions; secrets: Secrets }

/** The new code did a step that the journal does not have: it was stopped before the step was recorded. */
class NewStep extends Error {
  readonly entry: JournalEntry

  constructor(entry: JournalEntry) {
    super('A step was new.')
    this.entry = entry
  }
}

export function createMigrateRuns(parts: Parts): MigrateRuns {
  const { context, versions } = parts
  return async (orgId, name, migrate) => {
    const { runs, next } = await context.db.withOrg(orgId, (tx) => findWaiting(tx, name, migrate))
    const version = await versions(orgId, migrate.toVersionId)
    const results: Migrated[] = []
    for (const run of runs) results.push(await migrateRun(parts, run, { version, dryRun: migrate.dryRun }))
    return { results, next }
  }
}

async function migrateRun(
  parts: Parts,
  run: WaitingRun,
  { version, dryRun }: { version: Version; dryRun: boolean },
): Promise<Migrated> {
  const { id: runId, orgId, conversationId, length } = run
  const reason = await replay(parts, run, version)
  if (reason !== null) return { runId, conversationId, outcome: 'refused', reason }
  if (dryRun) return { runId, conversationId, outcome: 'migrated', reason: null }
  const pinned = await pinRun(parts.context.db, run, version.id)
  if (!pinned) {
    return { runId, conversationId, outcome: 'changed', reason: 'The run went on meanwhile.' }
  }
  parts.context.bus.publish({ type: 'run', orgId, conversationId, runId, length })
  return { runId, conversationId, outcome: 'migrated', reason: null }
}

/** @returns why the run cannot go on with this version; null when it can. */
async function replay({ context, pool, secrets }: Parts, run: WaitingRun, version: Version) {
  if (version.remote) return 'Code that lives elsewhere cannot be tried without doing its steps.'
  const claimed = { ...run, wake: 'recover' as const }
  const turn = await turnOf(context, run)
  if (turn === null) return 'The inbox of this run is gone.'
  try {
    const played = await pool.play({
      orgId: run.orgId,
      version,
      secrets: await secrets(run.orgId, version),
      egressAllow: [],
      turn,
      length: run.length,
      journal: async (from) => (await loadJournal(context.db, claimed)).slice(from),
      onStep: async (entry) => {
        throw new NewStep(entry)
      },
    })
    return judge(played, run.wait)
  } catch (error) {
    if (!(error instanceof NewStep)) throw error
    return judgeStep(error.entry, run.wait)
  } finally {
    // What its process has seen of the run is not what happened.
    pool.forget(run.id)
  }
}

async function turnOf(context: WorkerContext, run: WaitingRun) {
  const { id: runId, orgId, conversationId, generation, readSeq, promptSeq, wait, config } = run
  const inbox = await context.inboxes(orgId, run.inboxId)
  if (!inbox) return null
  const read = await loadTurnInput(context.db, { ...run, wake: 'recover' })
  const contact = snapshotOf(read.contactId, read.profile, {
    channel: inbox.channel,
    addresses: read.recipient,
    locale: inbox.orgLocale,
  })
  return {
    ...{ runId, conversationId, generation, readSeq, promptSeq, config, contact },
    inbox: [],
    wake: 'recover' as const,
    // A step that waits for its next attempt is attempted, to see whether it is the same step.
    wait: wait.kind === 'step' ? null : wait,
    now: wait.dueAt === null ? read.now : Math.min(read.now, wait.dueAt - 1),
    timeZone: inbox.timeZone,
    ...(run.called ? { called: calledOf(run.called, run.called.depth) } : {}),
  }
}

function judge(played: PlayResult, wait: Wait): string | null {
  if (played.type === 'crashed') return `The process ended. ${played.detail}`
  const { end, entries } = played
  if (end.type === 'failed') return end.failure.message
  if (end.type !== 'wait') return `The new version does not wait where the run does, at ${wait.position}.`
  if (end.wait.kind === 'step' && !isSameStep(end.wait, wait)) return newStep(end.wait)
  const [first] = entries
  if (first) return `The new version does ${first.kind} at ${first.position}, which has not happened.`
  const isSame = end.wait.kind === wait.kind && end.wait.position === wait.position
  return isSame ? null : `The new version waits at ${end.wait.position}, the run at ${wait.position}.`
}

function judgeStep(entry: JournalEntry, wait: Wait): string | null {
  return wait.kind === 'step' && isSameStep(entry, wait) ? null : newStep(entry)
}

/** One of several steps at once is a level below their common wait. */
function isSameStep(step: { position: string; name: string }, wait: Wait): boolean {
  if (step.position === wait.position) return step.name === wait.name
  return wait.kind === 'step' && step.position.startsWith(`${wait.position}.`)
}

function newStep({ position, name }: { position: string; name: string }): string {
  return `The new version does the step '${name}' at ${position}, which the run has not done.`
}
