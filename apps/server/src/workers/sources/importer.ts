import type { Id } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import { type ClaimedJob, finishJob, waitJob } from '../../domain/job/claim.ts'
import { orgLanguage } from '../../domain/org/language.ts'
import { deleteSome } from '../../domain/source/delete.ts'
import { endImport, type ImportEnd, openImport } from '../../domain/source/import.ts'
import { forgetFile } from '../../domain/source/keep-file.ts'
import { type ReadSource, readSource } from '../../domain/source/source.ts'
import type { Reader } from '../../reader/reader.ts'
import { createOrgSlots } from '../../slots.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { importFile } from './import-file.ts'
import type { ImportGround } from './import-ground.ts'
import { importSite } from './import-site.ts'
import { publishWaiting } from './publish-waiting.ts'

/**
 * Reads sources into articles, and publishes what waits of them, in the background: what is not done when
 * this process dies is done by the one after it.
 */
export type Importer = {
  run(claimed: ClaimedJob, sourceId: Id): Promise<void>
  publish(claimed: ClaimedJob, publicationId: Id): Promise<void>
  forgetFile(claimed: ClaimedJob, fileId: Id): Promise<void>
  /** Breaks off what is under way; the next start goes on with it. */
  close(): Promise<void>
}

/** Imports at a time, and of one org, so that the large site of one is not the wait of all. */
const SLOTS = 4
const ORG_SLOTS = 2
const TELL_MS = 400
const AFTER_FAILURE_MS = 10_000
const ATTEMPTS_MAX = 5

type Parts = { context: WorkerContext; egress: Egress; reader: Reader; signal: AbortSignal }

export function createImporter(
  context: WorkerContext,
  { egress, reader }: { egress: Egress; reader: Reader },
): Importer {
  const end = new AbortController()
  const inSlot = createOrgSlots(SLOTS, ORG_SLOTS)
  const parts = { context, egress, reader, signal: end.signal }
  return {
    run: (claimed, sourceId) => inSlot(claimed.orgId, () => run(parts, claimed, sourceId)),
    publish: (claimed, id) => publishWaiting(parts, claimed, id),
    async forgetFile(claimed, fileId) {
      await persist(() => forgetFile(context, claimed.orgId, fileId))
      await finishJob(context.db, claimed)
    },
    async close() {
      end.abort()
      reader.close()
      await egress.close()
    },
  }
}

async function run(parts: Parts, claimed: ClaimedJob, sourceId: Id): Promise<void> {
  const { context, signal } = parts
  const { orgId } = claimed
  if (signal.aborted) return
  const source = await persist(() => context.db.withOrg(orgId, (tx) => readSource(tx, sourceId)))
  if (!source) return finishJob(context.db, claimed)
  try {
    if (source.isDeleted) await removeAll(parts, orgId, sourceId)
    else await readOnce(parts, claimed, source)
  } catch (error) {
    if (signal.aborted) return
    context.log.warn({ orgId, sourceId, error: String(error) }, 'an import is tried again')
    if (claimed.attempts < ATTEMPTS_MAX) return waitJob(context.db, claimed, AFTER_FAILURE_MS)
    await finish(parts, orgId, {
      source,
      importId: null,
      end: { status: 'failed', reason: 'internal', detail: null },
    })
  } finally {
    context.bus.publish({ type: 'sources', orgId })
  }
}

async function removeAll({ context, signal }: Parts, orgId: Id, sourceId: Id): Promise<void> {
  for (let isMore = true; isMore && !signal.aborted; ) {
    isMore = await persist(() => context.db.withOrg(orgId, (tx) => deleteSome(tx, sourceId)))
  }
}

async function readOnce(parts: Parts, { orgId }: ClaimedJob, source: ReadSource): Promise<void> {
  const { context } = parts
  const { running, usual } = await persist(() =>
    context.db.withOrg(orgId, async (tx) => ({
      running: await openImport(tx, source),
      usual: await orgLanguage(tx),
    })),
  )
  const ground: ImportGround = { ...parts, orgId, usual, tell: tellOf(parts, orgId) }
  const read = source.origin === 'file' ? importFile : importSite
  const end = running && (await read(ground, { source, running }))
  if (!parts.signal.aborted) await finish(parts, orgId, { source, importId: running?.id ?? null, end })
}

type Finished = { source: ReadSource; importId: Id | null; end: ImportEnd | null }

/** `end` is null when it was cancelled, or its source was deleted; the job ends all the same. */
async function finish({ context }: Parts, orgId: Id, { source, importId, end }: Finished): Promise<void> {
  await persist(() =>
    context.db.withOrg(orgId, async (tx) => {
      // As it is now: its schedule may be another.
      const { id: sourceId, settings } = (await readSource(tx, source.id)) ?? source
      await endImport(tx, { sourceId, importId, schedule: settings.schedule }, end)
    }),
  )
}

function tellOf({ context }: Parts, orgId: Id): () => void {
  let toldAt = 0
  return () => {
    if (Date.now() - toldAt < TELL_MS) return
    toldAt = Date.now()
    context.bus.publish({ type: 'sources', orgId })
  }
}
