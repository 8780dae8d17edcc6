import type { Id } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { NOBODY } from '../domain/actor/actor.ts'
import { readAiMedia } from '../domain/ai-media/ai-media.ts'
import { putAiMedia } from '../domain/ai-media/put.ts'

const PROVIDER = 'installation'

/**
 * Lets members of the demo org have voice notes and pictures put into words by the simulated provider, unless
 * somebody has said otherwise: so that they see that it can be done.
 */
export function letDemoWord(db: Database, orgId: Id): Promise<void> {
  return db.withOrg(orgId, async (tx) => {
    if ((await readAiMedia(tx)).changedAt !== null) return
    await putAiMedia(tx, {
      voice: { mode: 'always', provider: PROVIDER, model: 'hilo-demo-transcribe' },
      pictures: { mode: 'asked', provider: PROVIDER, model: 'hilo-demo' },
      actor: NOBODY,
    })
  })
}
