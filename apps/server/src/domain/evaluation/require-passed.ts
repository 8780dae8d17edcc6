import { isDeepStrictEqual } from 'node:util'
import { AppError, type Id, type InstructionPlace, type InstructionWords } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type FrozenWords, freezeWords, knowledgeState } from './freeze-words.ts'
import { hashOfWords } from './hash-words.ts'

// A case of no inbox is of every one. A set with cases of other inboxes alone has nothing to say about this.
const GATES = statement(`
  select s.id, s.name, s.revision, s.share_needed as "shareNeeded" from test_set s
  where s.org_id = $1 and s.share_needed is not null and exists (
    select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id
      and ($2 = 'org' or c.inbox_id is null or c.inbox_id::text = $2))
  order by s.name, s.id`)
const TRIED = statement(`
  select passed, cases, knowledge, words, (
    select count(distinct p.case_id)::int from evaluation_play p
    where p.org_id = e.org_id and p.evaluation_id = e.id and not p.is_played) as "notPlayed"
  from evaluation e
  where org_id = $1 and set_id = $2 and set_revision = $3 and draft = $4 and draft_hash = $5
    and status = 'done'
  order by id desc limit 1`)

// What was in force once is put back without asking: whoever rolls back is in a hurry.
const UNTRIED = statement(`
  select words from ai_instruction_version
  where org_id = $1 and instruction_id = $2 and version = $3 and first_published_at is null`)

type Gate = { id: Id; name: string; revision: number; shareNeeded: number }

type Tried = {
  passed: number
  cases: number
  /** Cases with a play of which nobody knows how it would have gone. */
  notPlayed: number
  knowledge: string
  words: Buffer | null
}

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
  const reasons: string[] = []
  for (const gate of gates) {
    const reason = await missingOf(tx, gate, { place, hash })
    if (reason) reasons.push(`The test set "${gate.name}" ${reason}`)
  }
  if (reasons.length > 0) throw new AppError('conflict', reasons.join(' '))
}

type Wanted = { place: InstructionPlace; hash: string }

/** What keeps these words from passing a set; null: nothing. */
async function missingOf(tx: OrgTx, gate: Gate, { place, hash }: Wanted): Promise<string | null> {
  const { rows } = await tx.query<Tried>(TRIED, [tx.orgId, gate.id, gate.revision, place, hash])
  const [tried] = rows
  if (!tried) return 'has to be evaluated on these words first.'
  const { passed, cases, notPlayed, knowledge } = tried
  if (100 * passed < gate.shareNeeded * cases) {
    const unknown = notPlayed > 0 ? `, and ${notPlayed} could not be played: its evaluation says why` : ''
    return `needs ${gate.shareNeeded} % of its cases: ${passed} of ${cases} passed${unknown}.`
  }
  if (knowledge !== (await knowledgeState(tx)))
    return 'was evaluated on other articles than those of now: evaluate it again.'
  // What was never in force is the newest, so the words of now are those that are to be published.
  const words = decodeOrNull<FrozenWords>(tried.words)
  const isCurrent = words && isDeepStrictEqual(words, await freezeWords(tx, place, Object.keys(words)))
  return isCurrent ? null : 'was evaluated beside other instructions than those of now: evaluate it again.'
}
