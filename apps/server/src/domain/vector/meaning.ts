import {
  type MeaningWeights,
  NO_MEANING,
  TRIAL_MIN,
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
export type KeptMeaning = TriedMeaning & { space: string; at: string }

export type MeaningState = {
  /** What meaning counts; all 0 before it was tried in this space. */
  weights: MeaningWeights
  /** Null before that. */
  verdict: MeaningVerdict | null
  /** Of the newest vector. */
  version: number
}

/** What meaning counts in a space. */
export async function readMeaning(tx: OrgTx, space: string): Promise<MeaningState> {
  const { kept, version } = await readKept(tx)
  if (kept?.space !== space) return { weights: NO_MEANING, verdict: null, version }
  return { weights: kept.weights, verdict: verdictOfAll(kept), version }
}

export async function saveMeaning(tx: OrgTx, kept: KeptMeaning | null): Promise<void> {
  await tx.query(SAVE, [tx.orgId, kept && encode(kept)])
}

async function readKept(tx: OrgTx): Promise<{ kept: KeptMeaning | null; version: number }> {
  const { rows } = await tx.query<{ meaning: Buffer | null; version: number }>(READ, [tx.orgId])
  return { kept: decodeOrNull<KeptMeaning>(rows[0]?.meaning ?? null), version: rows[0]?.version ?? 0 }
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
    verdict: kept && verdictOfAll(kept),
    askedMin: TRIAL_MIN,
    tried: kept ? ArticleKind.options.map((kind) => triedOf(kept, kind)) : [],
  }
}

function triedOf({ weights, tried }: KeptMeaning, kind: ArticleKind): Meaning['tried'][number] {
  const weight = weights[kind]
  return { kind, weight, verdict: verdictOf({ asked: tried[kind].asked, weight }), ...tried[kind] }
}
