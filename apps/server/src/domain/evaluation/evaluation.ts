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
  /** Tried as if it were published, while the article has this revision. */
  article: (TriedArticle & { revision: number }) | null
  plays: number
  plan: PlannedCase[]
  /** Null: it began before they were kept, so it cannot go on. */
  words: FrozenWords | null
}

const SELECT = `
  select id, set_id as "setId", status, draft, article_id as "articleId", article_version as version,
    article_revision as revision, plays, plan, words from evaluation
  where org_id = $1 and id = $2`
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

type Row = Omit<PlannedEvaluation, 'article' | 'plan' | 'words'> & {
  articleId: Id | null
  version: number
  revision: number
  plan: Buffer
  words: Buffer | null
}

async function one(tx: OrgTx, query: Statement, id: Id): Promise<PlannedEvaluation | null> {
  const { rows } = await tx.query<Row>(query, [tx.orgId, id])
  if (!rows[0]) return null
  const { articleId, version, revision, ...row } = rows[0]
  return {
    ...row,
    // The three are there, or none of them.
    article: articleId === null ? null : { articleId, version, revision },
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
