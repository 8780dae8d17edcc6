import {
  type MeaningWeights,
  type NearEvidences,
  NO_MEANING,
  NO_NEAR_EVIDENCE,
  TRIAL_MIN,
  type TriedEvidence,
  type TriedMeaning,
  verdictOf,
  verdictOfAll,
} from '@hilo/ai'
import { ArticleKind, type Meaning, type MeaningVerdict } from '@hilo/protocol'
import { decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { placingProblem } from './plant.ts'

const READ = statement(`
  select meaning, vector_version as version from knowledge where org_id = $1 and id = $1`)
const SAVE = statement('update knowledge set meaning = $2 where org_id = $1 and id = $1')
const COUNT = statement(`
  select count(distinct c.id)::int as chunks, count(distinct v.chunk_id)::int as placed,
         count(distinct v.chunk_id) filter (where v.dimensions = 0)::int as refused
  from chunk c left join chunk_vector v on v.org_id = c.org_id and v.chunk_id = c.id
  where c.org_id = $1 and c.no is not null`)
const CHOSEN = statement('select name from ai_provider where org_id = $1 and is_placing and is_enabled')

/** What came of asking with meaning and without, in one space. */
export type KeptMeaning = TriedMeaning & {
  space: string
  at: string
  /** Whether it counts as evidence; absent where an earlier version of Hilo did not try that. */
  evidence?: Record<ArticleKind, TriedEvidence>
}

export type MeaningState = {
  /** What meaning counts; all 0 before it was tried in this space. */
  weights: MeaningWeights
  /** How it counts as evidence; all null before. */
  evidence: NearEvidences
  /** Null before that. */
  verdict: MeaningVerdict | null
  /** Of the newest vector. */
  version: number
}

/** What meaning counts in a space. */
export async function readMeaning(tx: OrgTx, space: string): Promise<MeaningState> {
  const { kept, version } = await readKept(tx)
  if (kept?.space !== space) {
    return { weights: NO_MEANING, evidence: NO_NEAR_EVIDENCE, verdict: null, version }
  }
  const evidence = rulesOf(kept)
  return { weights: kept.weights, evidence, verdict: verdictOfAll(kept, evidence), version }
}

function rulesOf({ evidence }: KeptMeaning): NearEvidences {
  return { page: evidence?.page.rule ?? null, faq: evidence?.faq.rule ?? null }
}

export async function saveMeaning(tx: OrgTx, kept: KeptMeaning | null): Promise<void> {
  await tx.query(SAVE, [tx.orgId, kept && encode(kept)])
}

async function readKept(tx: OrgTx): Promise<{ kept: KeptMeaning | null; version: number }> {
  const { rows } = await tx.query<{ meaning: Buffer | null; version: number }>(READ, [tx.orgId])
  return { kept: decodeOrNull<KeptMeaning>(rows[0]?.meaning ?? null), version: rows[0]?.version ?? 0 }
}

/** How nearness counts as evidence with whom the org has chosen, by the last trial. */
export async function readNearEvidence(tx: OrgTx): Promise<NearEvidences> {
  const { rows } = await tx.query<{ name: string }>(CHOSEN, [tx.orgId])
  const { kept } = await readKept(tx)
  return rows.length > 0 && kept ? rulesOf(kept) : NO_NEAR_EVIDENCE
}

/** How far placing is, and what it is good for. */
export async function describeMeaning(tx: OrgTx): Promise<Meaning> {
  const { rows: chosen } = await tx.query<{ name: string }>(CHOSEN, [tx.orgId])
  const { rows } = await tx.query<{ chunks: number; placed: number; refused: number }>(COUNT, [tx.orgId])
  const { kept } = await readKept(tx)
  const provider = chosen[0]?.name ?? null
  return {
    provider,
    ...(rows[0] ?? { chunks: 0, placed: 0, refused: 0 }),
    problem: provider && (await placingProblem(tx)),
    triedAt: kept?.at ?? null,
    verdict: kept && verdictOfAll(kept, rulesOf(kept)),
    askedMin: TRIAL_MIN,
    tried: kept ? ArticleKind.options.map((kind) => triedOf(kept, kind)) : [],
  }
}

function triedOf(kept: KeptMeaning, kind: ArticleKind): Meaning['tried'][number] {
  const weight = kept.weights[kind]
  const tried = kept.tried[kind]
  const found = kept.evidence?.[kind]
  const verdict = verdictOf({ asked: tried.asked, weight, isEvidence: Boolean(found?.rule) })
  return { kind, weight, verdict, ...tried, evidence: found ? evidenceOf(found) : null }
}

function evidenceOf({ rule, there, gone, ...figures }: TriedEvidence) {
  const { without, with: found } = figures
  return { share: rule?.share ?? 0, threshold: rule?.threshold ?? null, there, gone, without, with: found }
}
