import { AppError, type Id, type MediaLink } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { FAILURE_WORDS, findMedia } from './media.ts'
import { readSigned, signParts } from './signed.ts'

/**
 * Links to the bytes of files: whoever has one reads one file of one org for five minutes, without a session,
 * so that an image or a player of the page can. A link says org, file and end, and is signed.
 */

const LINK_MS = 5 * 60_000

/** The key is of these links alone; the word is a further fence against a use of it for something else. */
const PURPOSE = 'media'

/** @throws AppError `not_found`; `conflict` when the bytes are not there, with why. */
export async function linkMedia(
  { db, keys }: { db: Database; keys: Keys },
  orgId: Id,
  id: Id,
): Promise<MediaLink> {
  const media = await findMedia(db, orgId, id)
  if (!media) throw new AppError('not_found', 'There is no such file.')
  if (media.status === 'due') {
    throw new AppError('conflict', 'This file is being fetched. Try again in a moment.')
  }
  if (media.status === 'gone') throw new AppError('conflict', 'This file was deleted.')
  if (media.status === 'failed') {
    throw new AppError('conflict', FAILURE_WORDS[media.failure ?? 'unreachable'])
  }
  const expiresAt = Date.now() + LINK_MS
  return {
    url: `/media/${signParts(keys, PURPOSE, [orgId, id, String(expiresAt)])}`,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

type Link = { orgId: Id; id: Id; expiresAt: number }

/** What a token stands for; null when it is none of ours. */
export function readToken(keys: Keys, token: string): (Link & { isExpired: boolean }) | null {
  const [orgId = '', id = '', expires] = readSigned(keys, PURPOSE, token) ?? []
  if (expires === undefined) return null
  const expiresAt = Number(expires)
  return { orgId, id, expiresAt, isExpired: expiresAt <= Date.now() }
}
