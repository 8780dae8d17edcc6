import { CAREFUL_THRESHOLD } from '@hilo/ai'
import type { ArticleKind } from '@hilo/protocol'
import { decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** From which evidence on an answer is given. */
export type Thresholds = Record<ArticleKind, number>

const OPEN = statement(
  'insert into knowledge (org_id, id) values ($1, $1) on conflict (org_id, id) do nothing',
)
const LOCK = statement('select next_no as "nextNo" from knowledge where org_id = $1 and id = $1 for update')
const GIVE = statement('update knowledge set next_no = $2 where org_id = $1 and id = $1')
const READ = statement('select thresholds from knowledge where org_id = $1 and id = $1')
const SAVE = statement('update knowledge set thresholds = $2 where org_id = $1 and id = $1')

/**
 * Keeps every other change of what an org's questions find away until the transaction ends: two at a time
 * would each rewrite the block that the other has read. Returns the next number of a chunk.
 */
export async function lockKnowledge(tx: OrgTx): Promise<number> {
  await tx.query(OPEN, [tx.orgId])
  const { rows } = await tx.query<{ nextNo: number }>(LOCK, [tx.orgId])
  return rows[0]?.nextNo ?? 0
}

/** Numbers below this are given out. */
export async function giveNumbers(tx: OrgTx, nextNo: number): Promise<void> {
  await tx.query(GIVE, [tx.orgId, nextNo])
}

/** What was calibrated; careful ones before. */
export async function readThresholds(tx: OrgTx): Promise<Thresholds> {
  const { rows } = await tx.query<{ thresholds: Buffer | null }>(READ, [tx.orgId])
  const thresholds = decodeOrNull<Thresholds>(rows[0]?.thresholds ?? null)
  return thresholds ?? { page: CAREFUL_THRESHOLD, faq: CAREFUL_THRESHOLD }
}

export async function saveThresholds(tx: OrgTx, thresholds: Thresholds): Promise<void> {
  await tx.query(SAVE, [tx.orgId, encode(thresholds)])
}
