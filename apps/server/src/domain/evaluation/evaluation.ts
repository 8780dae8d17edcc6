import type { EvaluationStatus, Id, InstructionPlace, TestWords } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Statement, statement } from '../../db/statement.ts'
import type { TriedArticle } from '../chunk/as-if-published.ts'
import type { FrozenWords } from './freeze-words.ts'

/** A case as it was when its evaluation began. */
export type PlannedCase = TestWords & { id: Id }

/** An evaluation as whoever plays it sees it. */
export type PlannedEvaluation = {
  id: Id
  setId: Id
  status: EvaluationStatus
  draft: InstructionPlace | null
  /** Tried as if they were published, while each has this revision; none: what holds is tried. */
  articles: readonly (TriedArticle & { revision: number })[]
  plays: number
  plan: PlannedCase[]
  /** Null: it began before they were kept, so it cannot go on. */
  words: FrozenWords | null
}

/** What of an evaluation `e` says which articles it tries; empty: none. */
export const TRIED = {
  ids: 'coalesce(e.article_ids, array_remove(array[e.article_id], null))',
  versions: 'coalesce(e.article_versions, array_remove(array[e.article_version], null))',
  revisions: 'coalesce(e.article_revisions, array_remove(array[e.article_revision], null))',
} as const

const SELECT = `
  select e.id, e.set_id as "setId", e.status, e.draft, ${TRIED.ids} as ids, ${TRIED.versions} as versions,
    ${TRIED.revisions} as revisions, e.plays, e.plan, e.words from evaluation e
  where e.org_id = $1 and e.id = $2`
const FIND = statement(SELECT)
const LOCK = statement(`${SELECT} for update`)
const STATUS = statement('select status from evaluation where org_id = $1 and id = $2')
const UPROOT = statement('delete from job where org_id = $1 and id = $2')

/** What is tried, under way or not. Null when there is none. */
export function findEvaluation(tx: OrgTx, id: Id): Promise<PlannedEvaluation | null> {
  return one(tx, FIND, id)
}

/** The same, kept from ending meanwhile. */
export function lockEvaluation(tx: OrgTx, id: Id): Promise<PlannedEvaluation | null> {
  return one(tx, LOCK, id)
}

type Row = Omit<PlannedEvaluation, 'articles' | 'plan' | 'words'> & {
  ids: Id[]
  versions: number[]
  revisions: number[]
  plan: Buffer
  words: Buffer | null
}

async function one(tx: OrgTx, query: Statement, id: Id): Promise<PlannedEvaluation | null> {
  const { rows } = await tx.query<Row>(query, [tx.orgId, id])
  if (!rows[0]) return null
  const { ids, versions, revisions, ...row } = rows[0]
  return {
    ...row,
    // As long as one another, always.
    articles: ids.map((articleId, at) => ({
      ...{ articleId, version: versions[at] ?? 0, revision: revisions[at] ?? 0 },
    })),
    plan: decode<PlannedCase[]>(row.plan),
    words: decodeOrNull<FrozenWords>(row.words),
  }
}

export function isUnderWay(status: EvaluationStatus | undefined): boolean {
  return status === 'waiting' || status === 'running'
}

/** Undefined when there is none. */
export async function statusOf(tx: OrgTx, id: Id): Promise<EvaluationStatus | undefined> {
  const { rows } = await tx.query<{ status: EvaluationStatus }>(STATUS, [tx.orgId, id])
  return rows[0]?.status
}

/** Nothing is to be done for it now. */
export async function uprootEvaluation(tx: OrgTx, id: Id): Promise<void> {
  await tx.query(UPROOT, [tx.orgId, id])
}
