import type { Id, ModelFault } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { type ClaimedJob, endJob } from '../../domain/job/claim.ts'
import { saveMeaning } from '../../domain/vector/meaning.ts'
import { goOnPlacing, pausePlacing } from '../../domain/vector/plant.ts'
import { forgetVectors } from '../../domain/vector/vector.ts'
import { PASSING_FAULTS } from '../../models/fault.ts'
import type { Models } from '../../models/models.ts'
import { persist } from '../persist.ts'
import { type Placing, placeMissing } from './place-missing.ts'
import { tryAsEvidence } from './try-evidence.ts'
import { tryMeaning } from './try-meaning.ts'

/** So long one batch follows the other, before the job is put back. */
const ROUND_MS = 20_000
/** What may be over in a moment: the pauses grow from seconds to an hour. */
const PASSING: ReadonlySet<ModelFault> = new Set(PASSING_FAULTS)
const PAUSE_SECONDS = 5
const PAUSE_MAX_SECONDS = 3_600
/** Somebody has to do something, or a budget begins anew. */
const LONG_SECONDS = 900

const PLACE = { purpose: 'knowledge', inboxId: null, conversationId: null, messageId: null } as const

/** Places what orgs know; each as its job is claimed. */
export type Placer = {
  place(claimed: ClaimedJob): Promise<void>
  /** What is being placed is left to the next start. */
  stop(): void
}

export function createPlacer(db: Database, models: Models): Placer {
  const stopping = new AbortController()
  return {
    place: (claimed) => placeKnowledge({ db, models, signal: stopping.signal }, claimed),
    stop: () => stopping.abort(),
  }
}

type Desk = { db: Database; models: Pick<Models, 'open' | 'vectors'>; signal: AbortSignal }

/**
 * Places the chunks of an org that have no vector in the space of the provider that it has chosen, forgets
 * those of others, and then tries what meaning is good for. All of it is in the database: another process
 * goes on where this one died.
 */
async function placeKnowledge({ db, models, signal }: Desk, claimed: ClaimedJob): Promise<void> {
  const { orgId } = claimed
  const model = await persist(() => models.open(orgId, PLACE))
  const space = model.caps().places?.space ?? null
  if (space === null) return forgetAll(db, claimed)
  const placing = { db, orgId, model, space, vectors: models.vectors, signal }
  const { end, placed } = await placeMissing(placing, performance.now() + ROUND_MS)
  if (signal.aborted) return
  if (end === 'more') return persist(() => goOnPlacing(db, claimed))
  if (end !== 'done') return pause(db, claimed, { ...end, attempts: placed > 0 ? 0 : claimed.attempts })
  await forgetWhile(db, orgId, space)
  const problem = await tryAndSave(placing)
  if (signal.aborted) return
  if (problem) return pause(db, claimed, { ...problem, attempts: claimed.attempts })
  await persist(() => endJob(db, claimed, { isNew: false }))
}

async function forgetAll(db: Database, claimed: ClaimedJob): Promise<void> {
  await forgetWhile(db, claimed.orgId, null)
  await persist(() => db.withOrg(claimed.orgId, (tx) => saveMeaning(tx, null)))
  await persist(() => endJob(db, claimed, { isNew: false }))
}

async function forgetWhile(db: Database, orgId: Id, space: string | null): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    hasMore = await persist(() => db.withOrg(orgId, (tx) => forgetVectors(tx, space)))
  }
}

/** @returns why it could not be tried. */
async function tryAndSave(placing: Placing): Promise<{ fault: ModelFault; reason: string } | null> {
  const { db, orgId, space } = placing
  const end = await tryMeaning(placing)
  if (end.type === 'failed') return end
  const { tried, trial } = end
  const asEvidence = await tryAsEvidence(placing, { trial, weights: tried.weights })
  if (asEvidence.type === 'failed') return asEvidence
  const kept = { ...tried, evidence: asEvidence.evidence, space, at: new Date().toISOString() }
  await persist(() => db.withOrg(orgId, (tx) => saveMeaning(tx, kept)))
  return null
}

type Problem = { fault: ModelFault; reason: string; attempts: number }

function pause(db: Database, claimed: ClaimedJob, { fault, reason, attempts }: Problem): Promise<void> {
  const growing = Math.min(PAUSE_SECONDS * 2 ** Math.min(attempts, 12), PAUSE_MAX_SECONDS)
  const seconds = PASSING.has(fault) ? growing : LONG_SECONDS
  return persist(() => pausePlacing(db, claimed, { problem: reason, seconds }))
}
