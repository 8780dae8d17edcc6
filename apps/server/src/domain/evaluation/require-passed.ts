import { AppError, type Id, type InstructionPlace, type InstructionWords, type Issue } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockKnowledge } from '../knowledge/knowledge.ts'
import { knowledgeState } from './freeze-words.ts'
import { hashOfWords } from './hash-words.ts'
import { type Gate, issueOf, lackOf, NOT_PLAYED, type Tried } from './lack-of.ts'

// A case of no inbox is of every one. A set with cases of other inboxes alone has nothing to say about this.
const GATES = statement(`
  select s.id, s.name, s.revision, s.share_needed as "shareNeeded" from test_set s
  where s.org_id = $1 and s.share_needed is not null and exists (
    select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id
      and ($2 = 'org' or c.inbox_id is null or c.inbox_id::text = $2))
  order by s.name, s.id`)
const TRIED = statement(`
  select id, passed, cases, knowledge, words, ${NOT_PLAYED} from evaluation e
  where org_id = $1 and set_id = $2 and set_revision = $3 and draft = $4 and draft_hash = $5
    and status = 'done'
  order by id desc limit 1`)

// What was in force once is put back without asking: whoever rolls back is in a hurry.
const UNTRIED = statement(`
  select words from ai_instruction_version
  where org_id = $1 and instruction_id = $2 and version = $3 and first_published_at is null`)

type Version = { place: InstructionPlace; instructionId: Id; version: number }

/**
 * Lets a version of instructions through that passed every set which asks for it: these words, on the set,
 * the articles and the other instructions as they are. What was in force before may come back.
 *
 * @throws AppError `conflict` which says of every set what is missing.
 */
export async function requirePassed(tx: OrgTx, { place, instructionId, version }: Version): Promise<void> {
  const { rows: untried } = await tx.query<{ words: Buffer }>(UNTRIED, [tx.orgId, instructionId, version])
  if (!untried[0]) return
  const hash = hashOfWords(decode<InstructionWords>(untried[0].words))
  const { rows: gates } = await tx.query<Gate>(GATES, [tx.orgId, place])
  if (gates.length === 0) return
  // What is published at the same time was not tried beside this.
  await lockKnowledge(tx)
  const knowledge = await knowledgeState(tx)
  const issues: Issue[] = []
  for (const gate of gates) {
    const { rows } = await tx.query<Tried>(TRIED, [tx.orgId, gate.id, gate.revision, place, hash])
    const [tried] = rows
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
