import {
  type AiInstruction,
  AppError,
  type Id,
  type InstructionPlace,
  type InstructionWords,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getInstruction, instructionIdOf, lockInstruction, overtaken } from './ai-instruction.ts'

const MEMBERS = statement('select id from member where org_id = $1 and id = any ($2::uuid[])')
const BEGIN = statement(`
  insert into ai_instruction (org_id, id, inbox_id, version) values ($1, $2, $3, 1)
  on conflict (org_id, id) do nothing`)
const MOVE = statement(`
  update ai_instruction set version = $3, revision = revision + 1, changed_at = now()
  where org_id = $1 and id = $2`)
const IS_KEPT = statement(`
  select first_published_at is not null as "isKept" from ai_instruction_version
  where org_id = $1 and instruction_id = $2 and version = $3`)
// What was in force is what answers were given by: it stays as it is.
const WRITE = statement(`
  insert into ai_instruction_version (org_id, instruction_id, version, words, member_id, api_key_id)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (org_id, instruction_id, version) do update
  set words = excluded.words, member_id = excluded.member_id, api_key_id = excluded.api_key_id,
      created_at = now()
  where ai_instruction_version.first_published_at is null`)

type Write = { place: InstructionPlace; words: InstructionWords; expect: number }

/**
 * Rewrites the newest version, or begins the next one where that was in force once. What holds goes on
 * holding.
 *
 * @throws AppError `not_found`, also of a member whom a topic names; `conflict` when somebody else changed
 * them since.
 */
export async function writeInstruction(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  { place, words, expect }: Write,
): Promise<AiInstruction> {
  const id = await instructionIdOf(tx, place)
  await requireMembers(tx, words)
  const state = await lockInstruction(tx, id, expect)
  const isNew = state.revision === 0
  if (isNew) {
    const { rowCount } = await tx.query(BEGIN, [tx.orgId, id, place === 'org' ? null : place])
    if (rowCount === 0) throw overtaken()
  }
  const version = isNew ? 1 : state.version + ((await isKept(tx, id, state.version)) ? 1 : 0)
  const written = [tx.orgId, id, version, encode(words), memberId, apiKeyId]
  const { rowCount } = await tx.query(WRITE, written)
  if (rowCount !== 1) throw new Error('A version that was in force was to be written over.')
  if (!isNew) await tx.query(MOVE, [tx.orgId, id, version])
  return getInstruction(tx, place)
}

async function requireMembers(tx: OrgTx, { peopleTopics }: InstructionWords): Promise<void> {
  const ids = [...new Set(peopleTopics.flatMap(({ assigneeId }) => assigneeId ?? []))]
  if (ids.length === 0) return
  const { rows } = await tx.query<{ id: Id }>(MEMBERS, [tx.orgId, ids])
  const known = rows.map(({ id }) => id)
  const nth = peopleTopics.findIndex(({ assigneeId }) => assigneeId && !known.includes(assigneeId))
  if (nth < 0) return
  const message = 'There is no such member any more: choose another.'
  const messageEs = 'Ya no existe ese miembro: elige otro.'
  const issues = [{ path: ['words', 'peopleTopics', nth, 'assigneeId'], message, messageEs }]
  throw new AppError('not_found', message, { issues })
}

async function isKept(tx: OrgTx, id: string, version: number): Promise<boolean> {
  const { rows } = await tx.query<{ isKept: boolean }>(IS_KEPT, [tx.orgId, id, version])
  return rows[0]?.isKept ?? false
}
