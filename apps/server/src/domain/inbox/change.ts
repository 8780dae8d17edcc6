import type { AiWhen, AnswersBy, Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { givePurpose } from '../ai-instruction/give-purpose.ts'
import { requirePurpose } from '../ai-instruction/require-purpose.ts'
import { releaseHeld } from '../delivery/release-held.ts'
import { willAiAnswer } from './answers-by.ts'
import { lockInbox, requireBackend } from './require.ts'

const CHANGE = statement(`
  update inbox set name = $3, backend_id = $4, settings = $5, ai_answers = $6,
    ai_when = coalesce($7, ai_when)
  where org_id = $1 and id = $2`)
const PAUSE = statement(`
  update inbox set paused_at = case when $3 then coalesce(paused_at, now()) end
  where org_id = $1 and id = $2 and disconnected_at is null`)

type Change = {
  inboxId: Id
  name: string
  backendId: Id | null
  /** Left out: as `backendId` says, and else as it was. */
  answersBy?: AnswersBy | undefined
  /** Left out it stays. */
  aiWhen?: AiWhen | undefined
  /** What AI is for here; left out it stays. */
  purpose?: string | undefined
  allowedOrigins: string[] | null
  /** Null: it has none any more. */
  catalogId?: string | null | undefined
}

/**
 * Changes the name of an inbox and who answers in it, from the next conversation on; `allowedOrigins` counts
 * for a widget only, `catalogId` for a number of WhatsApp.
 *
 * @throws AppError `not_found` when there is no such inbox or micro-backend; `invalid_request` when AI is to
 * answer in a number of WhatsApp and nobody said what for; `conflict` as `givePurpose`.
 */
export async function changeInbox(
  tx: OrgTx,
  actor: ActorIds,
  { inboxId, name, backendId, answersBy, aiWhen, purpose, allowedOrigins, catalogId }: Change,
): Promise<void> {
  const { channel, settings, aiAnswers } = await lockInbox(tx, inboxId)
  const byAi = willAiAnswer({ backendId, answersBy }, aiAnswers)
  await requireBackend(tx, backendId)
  const origins = channel === 'web' && allowedOrigins ? { allowedOrigins } : {}
  const hasCatalogue = channel === 'whatsapp' && catalogId !== undefined
  const catalogue = hasCatalogue ? { catalogId: catalogId ?? undefined } : {}
  const changed = encode({ ...settings, ...origins, ...catalogue })
  await tx.query(CHANGE, [tx.orgId, inboxId, name, backendId, changed, byAi, aiWhen ?? null])
  if (purpose !== undefined) await givePurpose(tx, actor, { inboxId, purpose })
  // An inbox that AI answered before this was asked for can be renamed.
  if (byAi && !aiAnswers) await requirePurpose(tx, inboxId)
}

/**
 * Lets an inbox wait, or go on: what waited is due at once. Safe to repeat. What comes in meanwhile is
 * stored, no micro-backend begins, and AI is silent.
 *
 * @throws AppError `not_found`
 */
export async function pauseInbox(
  tx: OrgTx,
  { inboxId, isPaused }: { inboxId: Id; isPaused: boolean },
): Promise<void> {
  await lockInbox(tx, inboxId)
  await tx.query(PAUSE, [tx.orgId, inboxId, isPaused])
  if (!isPaused) await releaseHeld(tx, inboxId)
}
