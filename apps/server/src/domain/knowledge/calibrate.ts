import { likelyQuestions, thresholdFrom } from '@hilo/ai'
import type { ArticleKind, Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { describeChunks } from '../chunk/describe.ts'
import { judgeChunks } from '../chunk/judge.ts'
import { evaluateAfterPublish } from '../evaluation/after-publish.ts'
import type { Job } from '../job/enqueue.ts'
import { plantPlacing } from '../vector/plant.ts'
import { saveThresholds, type Thresholds } from './knowledge.ts'

/** What members publish one after the other is calibrated once. */
const QUIET_MS = 30_000
const CHUNKS_PER_KIND = 150

// There is one in an org; the org's own id is another job's. One that runs now is due again when it ends.
const ID = "md5('calibrate_knowledge' || $1::uuid::text)::uuid"
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  values ($1, ${ID}, $2, $3, now() + $4::float8 * interval '1 millisecond')
  on conflict (org_id, id) do update set due_at = excluded.due_at, attempts = 0`)
const AGAIN = statement(`
  update job set claimed_by = null, attempts = 0 where org_id = $1 and id = ${ID} and due_at is not null`)
const DONE = statement(`delete from job where org_id = $1 and id = ${ID} and due_at is null`)

// By a hash, so that it is a sample of all of them, and the same one for the same chunks.
const SAMPLE = statement(`
  select c.id as "chunkId" from chunk c
  join article a on a.org_id = c.org_id and a.id = c.article_id
  join source s on s.org_id = a.org_id and s.id = a.source_id
  where c.org_id = $1 and c.no is not null and s.kind = $2 order by md5(c.id::text) limit $3`)

/**
 * What is published has changed: once it is quiet, it is calibrated, and tried where a test set asks for it.
 */
export async function plantCalibration(tx: OrgTx): Promise<void> {
  await plant(tx, QUIET_MS)
  await evaluateAfterPublish(tx)
}

/** Calibrates as soon as it can be. Nothing has changed, so nothing is tried, which costs. */
export function calibrateSoon(tx: OrgTx): Promise<void> {
  return plant(tx, 0)
}

async function plant(tx: OrgTx, inMs: number): Promise<void> {
  const job: Job = { kind: 'calibrate_knowledge' }
  await tx.query(PLANT, [tx.orgId, job.kind, encode(job), inMs])
  // What is new is placed, and tried with meaning and without.
  await plantPlacing(tx, inMs)
}

/**
 * Sets the thresholds of an org by its own knowledge: what somebody might ask about a chunk is asked without
 * that chunk, and what the rest seems to prove then is no answer.
 */
export async function calibrateKnowledge(db: Database, orgId: Id): Promise<void> {
  const page = await askOfKind(db, orgId, 'page')
  const faq = await askOfKind(db, orgId, 'faq')
  const thresholds: Thresholds = { page: thresholdFrom(page), faq: thresholdFrom(faq) }
  await db.withOrg(orgId, async (tx) => {
    await saveThresholds(tx, thresholds, { page: page.length, faq: faq.length })
    await tx.query(AGAIN, [orgId])
    await tx.query(DONE, [orgId])
  })
}

/** A transaction a chunk: nobody waits for it, and it holds nobody up. */
async function askOfKind(db: Database, orgId: Id, kind: ArticleKind): Promise<number[]> {
  const sample = await db.withOrg(orgId, async (tx) => {
    const { rows } = await tx.query<{ chunkId: Id }>(SAMPLE, [orgId, kind, CHUNKS_PER_KIND])
    return rows
  })
  const evidences: number[] = []
  for (const chunk of sample) {
    evidences.push(...(await db.withOrg(orgId, (tx) => askWithout(tx, chunk))))
  }
  return evidences
}

async function askWithout(tx: OrgTx, chunk: { chunkId: Id }): Promise<number[]> {
  const [described] = await describeChunks(tx, [chunk])
  if (!described) return []
  const { text, language, audience } = described
  const questions = likelyQuestions({ ...described, body: text })
  const evidences: number[] = []
  for (const question of questions) {
    const asked = { question, language, audiences: [audience], limit: 3 }
    const [best] = await judgeChunks(tx, asked, { isGone: (found) => found.chunkId === chunk.chunkId })
    evidences.push(best?.evidence ?? 0)
  }
  return evidences
}
