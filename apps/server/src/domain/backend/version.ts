import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assert, type BackendManifest, type Id, newId } from '@hilo/protocol'
import { decode, decodeRaw } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** A deployed version, its bundle laid out as a file that a process can be started with. */
export type Version = { id: Id; hash: string; bundlePath: string; manifest: BackendManifest }

const GET = statement('select id, hash, bundle, manifest from backend_version where org_id = $1 and id = $2')

type Row = { id: Id; hash: string; bundle: Buffer; manifest: Buffer }

/** Reads versions, which never change, and keeps their bundles as files named by their hash. */
export function createVersions(db: Database, folder: string): (orgId: Id, versionId: Id) => Promise<Version> {
  const known = new Map<Id, Promise<Version>>()
  return (orgId, versionId) => {
    const hit = known.get(versionId)
    if (hit) return hit
    if (known.size > 5_000) known.clear()
    const version = load(db, folder, { orgId, versionId })
    known.set(versionId, version)
    version.catch(() => known.delete(versionId))
    return version
  }
}

async function load(
  db: Database,
  folder: string,
  { orgId, versionId }: { orgId: Id; versionId: Id },
): Promise<Version> {
  const [result] = await db.flight(orgId, [{ statement: GET, values: [orgId, versionId] }])
  const row = result?.rows[0] as Row | undefined
  assert(row, 'A run is pinned to a version that exists.')
  const bundlePath = join(folder, `${row.hash}.cjs`)
  const bundle = decodeRaw(row.bundle)
  const present = await stat(bundlePath).catch(() => null)
  if (present?.size !== bundle.byteLength) await writeWhole(bundlePath, bundle, folder)
  return { id: row.id, hash: row.hash, bundlePath, manifest: decode<BackendManifest>(row.manifest) }
}

/** Under another name first: a process must never be started with half a file. */
async function writeWhole(path: string, bytes: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const draft = join(folder, `.${newId()}`)
  await writeFile(draft, bytes, { mode: 0o644 })
  await rename(draft, path)
}
