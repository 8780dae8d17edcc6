import { blobKeyOf } from '../../blobs/blob-store.ts'
import { fileFormat } from '../../domain/source/file-format.ts'
import { type ImportEnd, noteListed, type Running, stillRuns } from '../../domain/source/import.ts'
import { type Ground, settlePage } from '../../domain/source/settle-page.ts'
import type { ReadSource } from '../../domain/source/source.ts'
import { findLeft, findWaiting, listPlaces } from '../../domain/source/waiting-pages.ts'
import type { Piece, Reading } from '../../reader/reading.ts'
import { persist } from '../persist.ts'
import type { ImportGround } from './import-ground.ts'
import { wordsOf } from './words-of.ts'

/** Articles of one transaction: short enough for whoever waits for the index meanwhile. */
const AT_ONCE = 20

type Work = { ground: ImportGround; source: ReadSource; running: Running }

/**
 * Reads a file, whole, and then takes what is in it, some articles at a time. A file that cannot be read
 * leaves everything as it was; a process that dies is followed by one that reads it again, and goes on with
 * what was not taken.
 */
export async function importFile(
  ground: ImportGround,
  { source, running }: { source: ReadSource; running: Running },
): Promise<ImportEnd | null> {
  const reading = await readFile(ground, source)
  if (ground.signal.aborted) return null
  if (reading === null) return { status: 'failed', reason: 'file_missing', detail: null }
  if (reading.type !== 'pieces') {
    const reason = reading.type === 'refused' ? reading.fault : 'unreadable'
    return { status: 'failed', reason, detail: null }
  }
  const work = { ground, source, running }
  const { pieces, kind } = reading
  if (!running.isListed) await list(work, pieces)
  for (let from = 0; from < pieces.length; from += AT_ONCE) {
    if (ground.signal.aborted) return null
    const some = pieces.slice(from, from + AT_ONCE)
    if (!(await take(work, { pieces: some, kind }))) return null
    ground.tell()
  }
  return (await leave(work, kind)) ? { status: 'done', reason: null, detail: null } : null
}

async function readFile(
  { context, orgId, reader }: ImportGround,
  source: ReadSource,
): Promise<Reading | null> {
  const { fileId, settings } = source
  const bytes = fileId && (await context.blobs.open(blobKeyOf(orgId, fileId)))
  if (!bytes) return null
  const whole = Buffer.concat(await Array.fromAsync(bytes))
  const name = settings.filename ?? settings.name
  return reader.read(
    { format: fileFormat(whole.subarray(0, 4_096), name), name, charset: null, url: null },
    whole,
  )
}

/** Every part is a row before the first is taken: so it shows how many there are. */
async function list({ ground, source, running }: Work, pieces: readonly Piece[]): Promise<void> {
  const listing = { sourceId: source.id, importId: running.id }
  await persist(() =>
    ground.context.db.withOrg(ground.orgId, async (tx) => {
      if (!(await stillRuns(tx, running.id))) return
      await listPlaces(tx, listing, { places: pieces.map(({ key }) => key), depth: 0 })
      await noteListed(tx, running.id)
    }),
  )
}

type Some = { pieces: readonly Piece[]; kind: 'page' | 'faq' }

/** @returns false when the import was cancelled */
async function take({ ground, source, running }: Work, { pieces, kind }: Some): Promise<boolean> {
  const { context, orgId, usual } = ground
  const all = await Promise.all(
    pieces.map(async (piece) => ({ key: piece.key, words: await wordsOf(piece, source.settings, usual) })),
  )
  const marks = { etag: null, lastModified: null }
  const { articlesMax } = context
  const at: Ground = { sourceId: source.id, importId: running.id, kind, articlesMax }
  return persist(() =>
    context.db.withOrg(orgId, async (tx) => {
      const waiting = await findWaiting(
        tx,
        running.id,
        pieces.map(({ key }) => key),
      )
      for (const { key, words } of all) {
        const page = waiting.get(key)
        // Taken before the process died that began with it.
        if (!page) continue
        if (!(await settlePage(tx, at, { page, look: { type: 'words', words, marks } }))) return false
      }
      return stillRuns(tx, running.id)
    }),
  )
}

/** What the file does not say any more answers no more. */
async function leave({ ground, source, running }: Work, kind: Some['kind']): Promise<boolean> {
  const { context, orgId, signal } = ground
  const at = { sourceId: source.id, importId: running.id, kind, articlesMax: context.articlesMax }
  for (let count = AT_ONCE; count === AT_ONCE && !signal.aborted; ) {
    const settled = await persist(() =>
      context.db.withOrg(orgId, async (tx) => {
        const left = await findLeft(tx, at, AT_ONCE)
        for (const page of left) {
          const look = { type: 'unwanted', reason: 'not_found' } as const
          if (!(await settlePage(tx, at, { page, look }))) return null
        }
        return left.length
      }),
    )
    if (settled === null) return false
    count = settled
  }
  return !signal.aborted
}
