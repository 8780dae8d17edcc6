import type { Id, InstructionPlace } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockKnowledge } from '../knowledge/knowledge.ts'
import { TRIED } from './evaluation.ts'

/** A test set that is asked before something holds. */
export type Gate = { id: Id; name: string; revision: number; shareNeeded: number }

/** An evaluation that was played to its end, on the words in question and the cases of now. */
export type Tried = {
  id: Id
  passed: number
  cases: number
  /** Cases with a play of which nobody knows how it would have gone. */
  notPlayed: number
  knowledge: string
  words: Buffer | null
  setup: Buffer | null
}

// A case of no inbox is of every one. A set with cases of other inboxes alone has nothing to say about this.
const gatesBy = (share: 'share_needed' | 'article_share_needed') =>
  statement(`
    select s.id, s.name, s.revision, s.${share} as "shareNeeded" from test_set s
    where s.org_id = $1 and s.${share} is not null and exists (
      select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id
        and ($2 = 'org' or c.inbox_id is null or c.inbox_id::text = $2))
    order by s.name, s.id`)
const OF_INSTRUCTIONS = gatesBy('share_needed')
const OF_ARTICLES = gatesBy('article_share_needed')
const OTHERS = statement(`
  select s.id, s.name, s.revision, 0 as "shareNeeded" from test_set s
  where s.org_id = $1 and s.article_share_needed is null and exists (
    select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id)
  order by s.name, s.id`)
const FIND_TRIED = statement(`
  select e.id, e.passed, e.cases, e.knowledge, e.words, e.setup, (
    select count(distinct p.case_id)::int from evaluation_play p
    where p.org_id = e.org_id and p.evaluation_id = e.id and not p.is_played) as "notPlayed"
  from evaluation e
  where e.org_id = $1 and e.set_id = $2 and e.set_revision = $3 and e.draft is not distinct from $4
    and ${TRIED.ids} = $5::uuid[] and e.draft_hash = $6 and e.status = 'done'
  order by e.id desc limit 1`)
const ANY = statement(`
  select 1 from test_set
  where org_id = $1 and (share_needed is not null or article_share_needed is not null) limit 1`)

/** What has to pass before words of instructions hold in a place. */
export async function instructionGates(tx: OrgTx, place: InstructionPlace): Promise<Gate[]> {
  return (await tx.query<Gate>(OF_INSTRUCTIONS, [tx.orgId, place])).rows
}

/** An article answers in every inbox, so that every set has something to say about it. */
export async function gatesOfArticles(tx: OrgTx): Promise<Gate[]> {
  return (await tx.query<Gate>(OF_ARTICLES, [tx.orgId, 'org'])).rows
}

/** The sets that can be played on articles, though none has to pass: of their cases, none is needed. */
export async function setsWithoutGate(tx: OrgTx): Promise<Gate[]> {
  return (await tx.query<Gate>(OTHERS, [tx.orgId])).rows
}

/** Instructions, or articles in the order of their ids, by the hash of their words. */
type Words = { draft: InstructionPlace | null; articleIds: readonly Id[]; hash: string }

/** The newest evaluation of a gate on these words; undefined: there is none. */
export async function findTried(tx: OrgTx, { id, revision }: Gate, words: Words): Promise<Tried | undefined> {
  const { draft, articleIds, hash } = words
  return (await tx.query<Tried>(FIND_TRIED, [tx.orgId, id, revision, draft, articleIds, hash])).rows[0]
}

/**
 * Where any set is asked before something holds, only one thing is published at a time: of two at once,
 * neither was tried beside the other. What asks no set itself may be what another was tried beside.
 */
export async function lockIfGated(tx: OrgTx): Promise<void> {
  const { rowCount } = await tx.query(ANY, [tx.orgId])
  if (rowCount !== 0) await lockKnowledge(tx)
}
