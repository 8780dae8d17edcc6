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
const READ = statement(`
  select thresholds, calibrated_at as at from knowledge where org_id = $1 and id = $1`)
const SAVE = statement(`
  update knowledge set thresholds = $2, calibrated_at = now() where org_id = $1 and id = $1`)

/** As they are kept; those of an earlier version of Hilo do not say how much was asked. */
type Kept = Thresholds & { asked?: Record<ArticleKind, number> }

export type KeptCalibration = {
  thresholds: Thresholds
  /** How many questions were asked for each; null: not known. */
  asked: Record<ArticleKind, number> | null
  at: Date | null
}

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
  return (await readCalibration(tx)).thresholds
}

/** The same with how and when it was done. */
export async function readCalibration(tx: OrgTx): Promise<KeptCalibration> {
  const { rows } = await tx.query<{ thresholds: Buffer | null; at: Date | null }>(READ, [tx.orgId])
  const kept = decodeOrNull<Kept>(rows[0]?.thresholds ?? null)
  const { page = CAREFUL_THRESHOLD, faq = CAREFUL_THRESHOLD, asked = null } = kept ?? {}
  return { thresholds: { page, faq }, asked, at: rows[0]?.at ?? null }
}

export async function saveThresholds(
  tx: OrgTx,
  thresholds: Thresholds,
  asked: Record<ArticleKind, number>,
): Promise<void> {
  const kept: Kept = { ...thresholds, asked }
  await tx.query(OPEN, [tx.orgId])
  await tx.query(SAVE, [tx.orgId, encode(kept)])
}
