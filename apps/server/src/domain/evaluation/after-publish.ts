import { AppError, type Id, newId, type SourceSettings } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { NOBODY } from '../actor/actor.ts'
import type { Job } from '../job/enqueue.ts'
import { lockKnowledge } from '../knowledge/knowledge.ts'
import { beginEvaluation, isBeingEvaluated } from './begin.ts'

/** What members publish one after the other is tried once, after it was calibrated. */
const QUIET_MS = 45_000

const SETS = statement(`
  select s.id from test_set s where s.org_id = $1 and s.is_evaluated_after_publish
    and exists (select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id)
  order by s.id`)
// Those that new words have to pass, too: what is taken out of the answers asked none of them.
const GUARDING = statement(`
  select s.id from test_set s
  where s.org_id = $1 and (s.is_evaluated_after_publish or s.article_share_needed is not null)
    and exists (select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id)
    and exists (
      select 1 from article a
      join article_version v
        on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
      where a.org_id = $1 and a.id = any ($2) and v.audience = 'public')
  order by s.id`)
// Those that ask for it after each publish waited since the first page that was taken. One that was kept as a
// draft answers nobody yet.
const GATES = statement(`
  select s.id from test_set s
  where s.org_id = $1 and (s.is_evaluated_after_publish or s.article_share_needed is not null)
    and exists (select 1 from test_case c where c.org_id = s.org_id and c.set_id = s.id)
    and exists (
      select 1 from source_page p
      join article a on a.org_id = p.org_id and a.id = p.article_id
      join article_version v
        on v.org_id = a.org_id and v.article_id = a.id and v.version = a.published_version
      where p.org_id = $1 and p.source_id = $2 and p.import_id = $3 and p.outcome = 'taken'
        and p.version = a.published_version and v.audience = 'public')
  order by s.id`)
// The set's own id is the job's: there is one.
const PLANT = statement(`
  insert into job (org_id, id, kind, payload, due_at)
  values ($1, $2, $3, $4, now() + $5::float8 * interval '1 millisecond')
  on conflict (org_id, id) do update set due_at = excluded.due_at, attempts = 0`)

/** Instructions or articles were published: the sets that ask for it are tried once it is quiet. */
export async function evaluateAfterPublish(tx: OrgTx): Promise<void> {
  await evaluateSets(tx, await setsAfterPublish(tx))
}

/** Those that ask for that, in the order in which they are planted. */
export async function setsAfterPublish(tx: OrgTx): Promise<{ id: Id }[]> {
  return (await tx.query<{ id: Id }>(SETS, [tx.orgId])).rows
}

/**
 * Articles are about to answer no more, which asks no set: those that articles have to pass are tried too, so
 * that it is told where answers get worse. Called while they still answer; what contacts never found changes
 * nothing.
 */
export async function evaluateAfterTaking(tx: OrgTx, articleIds: readonly Id[]): Promise<void> {
  // Whoever publishes has the knowledge before the jobs: in this order nobody waits for one who waits.
  await lockKnowledge(tx)
  await evaluateSets(tx, (await tx.query<{ id: Id }>(GUARDING, [tx.orgId, articleIds])).rows)
}

/**
 * An import has ended, however it did, which asked no set before it let new words answer: those that articles
 * have to pass are tried now, once, however long it took. What contacts do not find changes nothing.
 */
export async function evaluateAfterImport(
  tx: OrgTx,
  { sourceId, importId }: { sourceId: Id; importId: Id },
): Promise<void> {
  await lockKnowledge(tx)
  await evaluateSets(tx, (await tx.query<{ id: Id }>(GATES, [tx.orgId, sourceId, importId])).rows)
}

/** Tries sets once it is quiet. */
export async function evaluateSets(tx: OrgTx, sets: readonly { id: Id }[]): Promise<void> {
  for (const { id } of sets) {
    const job: Job = { kind: 'begin_evaluation', setId: id }
    await tx.query(PLANT, [tx.orgId, id, job.kind, encode(job), QUIET_MS])
  }
}

// One that was planted again meanwhile is due again.
const DONE = statement('delete from job where org_id = $1 and id = $2 and due_at is null')
const AGAIN = statement(`
  update job set claimed_by = null, attempts = 0,
    due_at = coalesce(due_at, now() + $3::float8 * interval '1 millisecond')
  where org_id = $1 and id = $2`)
// What is published from now on waits anew, for an import too.
const ANEW = statement('update job set created_at = now() where org_id = $1 and id = $2')
/** One that is under way tries what was published before: the next begins after it. */
const AGAIN_MS = 15_000

/** While an import goes on, what was published is not all yet; its end asks for the set anew. */
const IMPORTING = statement(`
  select s.settings from source_import i join source s on s.org_id = i.org_id and s.id = i.source_id
  where i.org_id = $1 and i.status = 'running'`)
const PUBLISHING = statement(`
  select 1 from source_publication where org_id = $1 and status = 'running' limit 1`)
const IMPORT_WAIT_MAX_MS = 6 * 3_600_000

type Planted = { orgId: Id; plantedAt: Date }

/**
 * Tries a set because something was published or the setup changed, once; a set that is gone or empty is not
 * tried. What is imported is waited for, but not for ever: another import may always go on.
 */
export async function beginAfterPublish(
  db: Database,
  { orgId, plantedAt }: Planted,
  setId: Id,
): Promise<void> {
  await db.withOrg(orgId, async (tx) => {
    if (await isBeingEvaluated(tx, setId)) {
      await tx.query(AGAIN, [orgId, setId, AGAIN_MS])
      return
    }
    const mayWait = Date.now() - plantedAt.getTime() < IMPORT_WAIT_MAX_MS
    if (mayWait && ((await isPublishing(tx)) || (await isImporting(tx)))) {
      await tx.query(AGAIN, [orgId, setId, QUIET_MS])
      return
    }
    await beginIfAny(tx, setId)
    await tx.query(DONE, [orgId, setId])
    await tx.query(AGAIN, [orgId, setId, AGAIN_MS])
    await tx.query(ANEW, [orgId, setId])
  })
}

/** All that waited of a source is not all published yet. */
async function isPublishing(tx: OrgTx): Promise<boolean> {
  return (await tx.query(PUBLISHING, [tx.orgId])).rowCount !== 0
}

/** What is kept as drafts, or is for members only, answers no contact: nobody waits for it. */
async function isImporting(tx: OrgTx): Promise<boolean> {
  const { rows } = await tx.query<{ settings: Buffer }>(IMPORTING, [tx.orgId])
  return rows.some(({ settings }) => {
    const { audience, publishing } = decode<SourceSettings>(settings)
    return audience === 'public' && publishing !== 'as_drafts'
  })
}

async function beginIfAny(tx: OrgTx, setId: Id): Promise<void> {
  try {
    await beginEvaluation(tx, NOBODY, { setId, clientId: newId(), cause: 'publish', draft: null })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
