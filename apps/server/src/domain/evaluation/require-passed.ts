import { AppError, type Id, type InstructionPlace, type InstructionWords, type Issue } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { knowledgeState } from './freeze-words.ts'
import { findTried, instructionGates } from './gate.ts'
import { hashOfWords } from './hash-words.ts'
import { issueOf, lackOf } from './lack-of.ts'

// What was in force once is put back without asking: whoever rolls back is in a hurry.
const UNTRIED = statement(`
  select words from ai_instruction_version
  where org_id = $1 and instruction_id = $2 and version = $3 and first_published_at is null`)

type Version = { place: InstructionPlace; instructionId: Id; version: number }

/**
 * Lets a version of instructions through that passed every set which asks for it: these words, on the set,
 * the articles and the other instructions as they are. What was in force before may come back. Who publishes
 * holds the lock of `lockIfGated`.
 *
 * @throws AppError `conflict` which says of every set what is missing.
 */
export async function requirePassed(tx: OrgTx, { place, instructionId, version }: Version): Promise<void> {
  const { rows: untried } = await tx.query<{ words: Buffer }>(UNTRIED, [tx.orgId, instructionId, version])
  if (!untried[0]) return
  const hash = hashOfWords(decode<InstructionWords>(untried[0].words))
  const gates = await instructionGates(tx, place)
  if (gates.length === 0) return
  const knowledge = await knowledgeState(tx)
  const issues: Issue[] = []
  for (const gate of gates) {
    const tried = await findTried(tx, gate, { draft: place, articleIds: [], hash })
    const lack = await lackOf(tx, gate, { tried, knowledge, draft: place })
    if (lack) issues.push(issueOf({ gate, lack, tried }))
  }
  refuseFor(issues)
}

/** @throws AppError `conflict` when there is any */
export function refuseFor(issues: readonly Issue[]): void {
  if (issues.length === 0) return
  throw new AppError('conflict', issues.map(({ message }) => message).join(' '), { issues })
}
