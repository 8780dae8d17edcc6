import type { AiProvider, Id } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import type { Keys } from '../db/keys.ts'
import { openPut, type PutProvider, putProvider } from '../domain/ai-provider/put.ts'
import type { Models } from './models.ts'
import { checkOf } from './test-provider.ts'

type Save = { db: Database; keys: Keys; models: Models; orgId: Id }

/**
 * Saves a provider, and puts it to use only once it has answered: one with a wrong key or address would
 * leave contacts with nobody. What fails is kept, but off, with the reason.
 *
 * @throws AppError `invalid_request`
 */
export async function saveProvider(
  { db, keys, models, orgId }: Save,
  given: PutProvider,
): Promise<AiProvider> {
  const open = await db.withOrg(orgId, (tx) => openPut(tx, keys, given))
  const check = open && checkOf(await models.check(orgId, open))
  const isEnabled = given.isEnabled && (check === null || check.fault === null)
  return db.withOrg(orgId, (tx) => putProvider(tx, keys, { ...given, isEnabled, check }))
}
