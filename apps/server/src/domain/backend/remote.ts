import { createHash } from 'node:crypto'
import { AppError, type BackendManifest, type Id } from '@hilo/protocol'
import type { Remote } from '@hilo/runtime'
import type { Database, OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getBackend } from './backend.ts'
import { addVersion, type Deployed } from './deploy.ts'
import { getVersion } from './versions.ts'

/**
 * Versions whose code is elsewhere. Such a version is its address: what is there may change without a deploy,
 * and its journals show when it did. The secret is stored sealed, for this backend alone.
 */

const FIND = statement(`
  select v.remote from backend_version v join backend b on b.org_id = v.org_id and b.id = v.backend_id
  where v.org_id = $1 and b.name = $2 and v.hash = $3`)
const SET = statement('update backend_version set remote = $3 where org_id = $1 and id = $2')

const SECRET_MIN = 32
/** One that both sides know, and one that only one of them has been told yet. */
const SECRETS_MAX = 2
const PLACE = 'REMOTE'

type Parts = { db: Database; keys: Keys; describeRemote(remote: Remote): Promise<BackendManifest> }
type Deploy = { url: string; secret: string; note: string | null; actor: ActorIds }

/**
 * Takes in a version that answers at a URL, once it has said what it is. The same URL with another secret
 * replaces the older of its two secrets, so that each side can learn the new one in its time. New runs do not
 * use it before it is promoted.
 *
 * @throws AppError `invalid_request` when the secret is short, or it does not answer as agreed.
 */
export async function deployRemote(parts: Parts, orgId: Id, deploy: Deploy): Promise<Deployed> {
  const { db, keys } = parts
  const { url, secret, note, actor } = deploy
  if (secret.length < SECRET_MIN) {
    throw new AppError('invalid_request', `secret: give at least ${SECRET_MIN} characters.`)
  }
  const manifest = await parts.describeRemote({ url, secrets: [secret] })
  const hash = createHash('sha256').update(`remote ${url}`).digest('hex')
  return db.withOrg(orgId, async (tx) => {
    const known = await tx.query<{ remote: Buffer | null }>(FIND, [orgId, manifest.name, hash])
    const code = { hash, bundle: Buffer.alloc(0), manifest }
    const sources = { sourceMap: null, sourceHash: null, note }
    const { backendId, versionId, isNew } = await addVersion(tx, code, { sources, actor })
    const place = { orgId, backendId }
    const before = known.rows[0]?.remote ? unsealRemote(keys, place, known.rows[0].remote).secrets : []
    const secrets = [secret, ...before.filter((one) => one !== secret)].slice(0, SECRETS_MAX)
    await saveRemote(tx, keys, { backendId, versionId, remote: { url, secrets } })
    const backend = await getBackend(tx, manifest.name)
    return { backend, version: await getVersion(tx, backendId, versionId), isNew }
  })
}

async function saveRemote(
  tx: OrgTx,
  keys: Keys,
  { backendId, versionId, remote }: { backendId: Id; versionId: Id; remote: Remote },
): Promise<void> {
  const place = { orgId: tx.orgId, backendId, name: PLACE }
  await tx.query(SET, [tx.orgId, versionId, keys.sealSecret(place, JSON.stringify(remote))])
}

/** Opens what `deployRemote` stored. */
export function unsealRemote(keys: Keys, place: { orgId: Id; backendId: Id }, sealed: Uint8Array): Remote {
  return JSON.parse(keys.unsealSecret({ ...place, name: PLACE }, sealed)) as Remote
}
