import { CAREFUL_THRESHOLD } from '@hilo/ai'
import { ArticleKind, type Calibration, type Knowledge } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readNearEvidence } from '../vector/meaning.ts'
import { readCalibration } from './knowledge.ts'

const LANGUAGES = statement(`
  select v.language from article a
  join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
  where a.org_id = $1 and a.deleted_at is null
  group by v.language order by count(*) desc, v.language limit 50`)
const COUNT = statement(`
  select count(a.published_version)::int as published,
         count(*) filter (where v.audience = 'public')::int as answering,
         count(*) filter (where a.published_version is null)::int as drafts
  from article a left join article_version v
    on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
  where a.org_id = $1 and a.deleted_at is null`)
// One that waits longer than this waits for members to stop publishing.
const CALIBRATING = statement(`
  select exists (
    select 1 from job where org_id = $1 and kind = 'calibrate_knowledge'
      and (claimed_by is not null or due_at < now() + interval '5 seconds')) as "isCalibrating"`)

type Counts = Pick<Knowledge, 'published' | 'answering' | 'drafts'>

/** What the org knows, in figures. */
export async function readKnowledge(tx: OrgTx): Promise<Knowledge> {
  const { rows: counts } = await tx.query<Counts>(COUNT, [tx.orgId])
  const { rows: jobs } = await tx.query<{ isCalibrating: boolean }>(CALIBRATING, [tx.orgId])
  const { thresholds, asked, at } = await readCalibration(tx)
  const evidence = await readNearEvidence(tx)
  return {
    ...(counts[0] ?? { published: 0, answering: 0, drafts: 0 }),
    languages: await listLanguages(tx),
    calibrations: ArticleKind.options.map((kind): Calibration => {
      const threshold = thresholds[kind]
      const isCareful = threshold === CAREFUL_THRESHOLD
      const rule = evidence[kind]
      const meaning = rule && { share: rule.share, threshold: rule.threshold }
      return { kind, threshold, asked: asked?.[kind] ?? null, isCareful, meaning }
    }),
    calibratedAt: at?.toISOString() ?? null,
    isCalibrating: jobs[0]?.isCalibrating ?? false,
  }
}

/** The languages of the org's articles, the most frequent first. */
export async function listLanguages(tx: OrgTx): Promise<string[]> {
  const { rows } = await tx.query<{ language: string }>(LANGUAGES, [tx.orgId])
  return rows.map(({ language }) => language)
}
