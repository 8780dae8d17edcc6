import { createHash } from 'node:crypto'
import { AppError, type BackendManifest, type Id } from '@hilo/protocol'
import type { Remote } from '@hilo/runtime'
import { encode } from '../../db/codec.ts'
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

const READ = statement('select remote from backend_version where org_id = $1 and id = $2')
const SET = statement(`
  update backend_version set remote = $3, remote_url = $4 where org_id = $1 and id = $2`)

const SECRET_MIN = 32
/** One that both sides know, and one that only one of them has been told yet. */
const SECRETS_MAX = 2
const PLACE = 'REMOTE'

type Parts = { db: Database; keys: Keys; describeRemote(remote: Remote): Promise<BackendManifest> }
type Deploy = {
  url: string
  secret: string
  /** Whose version it has to be; null: whatever it says. */
  name: string | null
  note: string | null
  /** The secret before does not count any more. */
  onlySecret: boolean
  actor: ActorIds
}
export type DeployedRemote = Deployed & { secrets: number }

/**
 * Takes in a version that answers at a URL, once it has said what it is under the secret that is given. The
 * same URL with another secret is the same version: the secret before counts beside it, so that each side can
 * learn the new one in its time, until a third one or `onlySecret` ends that. New runs do not use a version
 * before it is promoted.
 *
 * @throws AppError `invalid_request` when the secret is short, the URL is none, it does not answer as agreed,
 * or it is another backend.
 */
export async function deployRemote(parts: Parts, orgId: Id, deploy: Deploy): Promise<DeployedRemote> {
  const { db, keys } = parts
  const { secret, name, note, onlySecret, actor } = deploy
  const url = addressOf(deploy.url)
  if (secret.length < SECRET_MIN) {
    throw new AppError('invalid_request', `secret: give at least ${SECRET_MIN} characters.`)
  }
  const manifest = await parts.describeRemote({ url, secrets: [secret] })
  if (name !== null && manifest.name !== name) {
    throw new AppError('invalid_request', `What answers there is '${manifest.name}', not '${name}'.`)
  }
  const hash = createHash('sha256').update(`remote ${url}`).digest('hex')
  return db.withOrg(orgId, async (tx) => {
    const code = { hash, bundle: Buffer.alloc(0), manifest }
    const sources = { sourceMap: null, sourceHash: null, note }
    // Locks the backend: of two new secrets at once each sees the other.
    const { backendId, versionId, isNew } = await addVersion(tx, code, { sources, actor })
    const before = onlySecret ? [] : await secretsOf(tx, keys, { backendId, versionId })
    const secrets = [secret, ...before.filter((one) => one !== secret)].slice(0, SECRETS_MAX)
    await saveRemote(tx, keys, { backendId, versionId, remote: { url, secrets } })
    const backend = await getBackend(tx, manifest.name)
    const version = await getVersion(tx, backendId, versionId)
    return { backend, version, isNew, secrets: secrets.length }
  })
}

/** @throws AppError `invalid_request` when it is no address, or carries what people would be shown. */
function addressOf(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new AppError('invalid_request', 'url: write it like https://bookings.example.com/hilo.')
  }
  if (url.username || url.password || url.hash) {
    throw new AppError(
      'invalid_request',
      'url: leave user, password and # out. The secret signs each request.',
    )
  }
  return url.href
}

type Place = { backendId: Id; versionId: Id }

async function secretsOf(tx: OrgTx, keys: Keys, { backendId, versionId }: Place): Promise<readonly string[]> {
  const { rows } = await tx.query<{ remote: Buffer | null }>(READ, [tx.orgId, versionId])
  const sealed = rows[0]?.remote
  return sealed ? unsealRemote(keys, { orgId: tx.orgId, backendId }, sealed).secrets : []
}

async function saveRemote(
  tx: OrgTx,
  keys: Keys,
  { backendId, versionId, remote }: Place & { remote: Remote },
): Promise<void> {
  const place = { orgId: tx.orgId, ownerId: backendId, name: PLACE }
  const sealed = keys.sealSecret(place, JSON.stringify(remote))
  await tx.query(SET, [tx.orgId, versionId, sealed, encode(shownUrl(remote.url))])
}

/** What follows the question mark may be a credential. */
function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url)
  return `${origin}${pathname}${search ? '?…' : ''}`
}

/** Opens what `deployRemote` stored. */
export function unsealRemote(keys: Keys, place: { orgId: Id; backendId: Id }, sealed: Uint8Array): Remote {
  const { orgId, backendId: ownerId } = place
  return JSON.parse(keys.unsealSecret({ orgId, ownerId, name: PLACE }, sealed)) as Remote
}
