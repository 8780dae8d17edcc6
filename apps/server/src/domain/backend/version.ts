import { createHash } from 'node:crypto'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assert, type BackendManifest, type Id, newId } from '@hilo/protocol'
import type { Remote } from '@hilo/runtime'
import { decode, decodeRaw } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { unsealRemote } from './remote.ts'

/** A deployed version, its bundle laid out as a file that a process can be started with. */
export type Version = {
  id: Id
  backendId: Id
  hash: string
  bundlePath: string
  manifest: BackendManifest
  /** Why its new runs go to people; null: they are played. */
  pauseReason: string | null
  /** Where its code is, when it is elsewhere; it has no bundle then. */
  remote: Remote | null
}

export type Versions = {
  (orgId: Id, versionId: Id): Promise<Version>
  /** To be called when it was paused or started, or has other secrets. */
  forget(versionId: Id): void
}

/** How long a change that another process made is not seen here. */
const CHANGING_MS = 2_000

const GET = statement(`
  select id, backend_id as "backendId", hash, bundle, source_map as "sourceMap", manifest,
         pause_reason as "pauseReason", remote
  from backend_version where org_id = $1 and id = $2`)

type Row = {
  id: Id
  backendId: Id
  hash: string
  bundle: Buffer
  sourceMap: Buffer | null
  manifest: Buffer
  pauseReason: string | null
  remote: Buffer | null
}

/** Reads versions, which never change but for being paused, and keeps their bundles as files named by what is in them. */
export function createVersions({ db, keys }: { db: Database; keys: Keys }, folder: string): Versions {
  const known = new Map<Id, Promise<Version>>()
  const forget = (versionId: Id) => void known.delete(versionId)
  const read = (orgId: Id, versionId: Id) => {
    const hit = known.get(versionId)
    if (hit) return hit
    if (known.size > 5_000) known.clear()
    const version = load({ db, keys }, folder, { orgId, versionId })
    known.set(versionId, version)
    version.then(
      // What may change: whether it is paused, and the secrets of one that is elsewhere.
      ({ pauseReason, remote }) => {
        if (pauseReason !== null || remote) setTimeout(forget, CHANGING_MS, versionId).unref()
      },
      () => forget(versionId),
    )
    return version
  }
  return Object.assign(read, { forget })
}

async function load(
  { db, keys }: { db: Database; keys: Keys },
  folder: string,
  { orgId, versionId }: { orgId: Id; versionId: Id },
): Promise<Version> {
  const [result] = await db.flight(orgId, [{ statement: GET, values: [orgId, versionId] }])
  const row = result?.rows[0] as Row | undefined
  assert(row, 'A run is pinned to a version that exists.')
  const remote = row.remote ? unsealRemote(keys, { orgId, backendId: row.backendId }, row.remote) : null
  const bundlePath = remote ? '' : await layOut(folder, row)
  const { id, backendId, hash, pauseReason } = row
  return {
    id,
    backendId,
    hash,
    bundlePath,
    pauseReason,
    remote,
    manifest: decode<BackendManifest>(row.manifest),
  }
}

/** The map is part of the name: an org that deploys the same bundle with another map keeps its own. */
async function layOut(folder: string, { hash, bundle, sourceMap }: Row): Promise<string> {
  if (!sourceMap) return keep(folder, `${hash}.cjs`, decodeRaw(bundle))
  const map = decodeRaw(sourceMap)
  const name = `${hash}-${createHash('sha256').update(map).digest('hex').slice(0, 16)}.cjs`
  await keep(folder, `${name}.map`, map)
  return keep(folder, name, decodeRaw(bundle))
}

async function keep(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  const present = await stat(path).catch(() => null)
  if (present?.size !== bytes.byteLength) await writeWhole(path, bytes, folder)
  return path
}

/** Under another name first: a process must never be started with half a file. */
async function writeWhole(path: string, bytes: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const draft = join(folder, `.${newId()}`)
  await writeFile(draft, bytes, { mode: 0o644 })
  await rename(draft, path)
}
