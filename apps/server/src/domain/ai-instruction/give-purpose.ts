import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getInstruction } from './ai-instruction.ts'
import { publishInstruction } from './publish.ts'
import { UNSAID } from './read.ts'
import { writeInstruction } from './write.ts'

/**
 * Says what AI is for in an inbox, in force at once; all else that holds there stays.
 *
 * @throws AppError `not_found`; `conflict` where other words are written and not published yet, or a test set
 * asks to be passed first.
 */
export async function givePurpose(
  tx: OrgTx,
  actor: ActorIds,
  { inboxId, purpose }: { inboxId: Id; purpose: string },
): Promise<void> {
  const { revision, newest, published } = await getInstruction(tx, inboxId)
  if (published?.words.purpose === purpose) return
  if (newest && newest.version !== published?.version) {
    throw new AppError(
      'conflict',
      'Instructions for this inbox are written and not published: write the purpose there, and publish them.',
    )
  }
  const words = { ...(published?.words ?? UNSAID), purpose }
  const written = await writeInstruction(tx, actor, { place: inboxId, words, expect: revision })
  const version = written.newest?.version ?? null
  await publishInstruction(tx, actor, { place: inboxId, version, expect: written.revision })
}
