import { type AiInstruction, AppError, type InstructionPlace, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { evaluateAfterPublish } from '../evaluation/after-publish.ts'
import { lockIfGated } from '../evaluation/gate.ts'
import { requirePassed } from '../evaluation/require-passed.ts'
import { getInstruction, instructionIdOf, lockInstruction } from './ai-instruction.ts'
import { requirePurpose } from './require-purpose.ts'

const PUBLISH = statement(`
  update ai_instruction set published_version = $3, revision = revision + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const KEEP = statement(`
  update ai_instruction_version set first_published_at = coalesce(first_published_at, now())
  where org_id = $1 and instruction_id = $2 and version = $3`)
const NOTE = statement(`
  insert into ai_instruction_publication (org_id, id, instruction_id, version, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6)`)

type Publish = { place: InstructionPlace; version: number | null; expect: number }

/**
 * Puts a version into force, an older one too; null: none. The next answer is given by it, and who did that
 * is written down.
 *
 * @throws AppError `not_found`; `conflict` when somebody else changed them since, or a test set asks that
 * they pass it first; `invalid_request` when AI would be left without a purpose in a number of WhatsApp.
 */
export async function publishInstruction(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  { place, version, expect }: Publish,
): Promise<AiInstruction> {
  const id = await instructionIdOf(tx, place)
  const { publishedVersion, revision } = await lockInstruction(tx, id, expect)
  if (revision === 0) throw new AppError('not_found', 'No instructions are written here yet.')
  await lockIfGated(tx)
  if (version !== null) {
    await requirePassed(tx, { place, instructionId: id, version })
    const { rowCount } = await tx.query(KEEP, [tx.orgId, id, version])
    if (rowCount === 0) throw new AppError('not_found', 'There is no such version of these instructions.')
  }
  if (version === publishedVersion) return getInstruction(tx, place)
  await tx.query(PUBLISH, [tx.orgId, id, version])
  await requirePurpose(tx, place)
  await tx.query(NOTE, [tx.orgId, newId(), id, version, memberId, apiKeyId])
  await evaluateAfterPublish(tx)
  return getInstruction(tx, place)
}
