import type { ArticleKind, ArticleWords, Id, PageOutcome, SourceReason } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { safeDetail, stillRuns } from './import.ts'
import type { StoredSettings } from './source.ts'
import { takeArticle, unpublishArticle } from './take-article.ts'
import { GONE_AFTER, type WaitingPage } from './waiting-pages.ts'

/** By what a site tells whether a page changed. */
export type Marks = { etag: string | null; lastModified: string | null }

/** What a look at a page came to. */
export type Look =
  | { type: 'words'; words: ArticleWords; marks: Marks }
  /** The site says that nothing changed. */
  | { type: 'unchanged' }
  | { type: 'skipped'; reason: SourceReason; detail?: string }
  /** Skipped because members do not want it any more: its article answers no more either. */
  | { type: 'unwanted'; reason: SourceReason }
  | { type: 'failed'; reason: SourceReason; detail?: string }
  /** Not there, or elsewhere now. */
  | { type: 'gone'; reason: SourceReason; detail?: string }

export type Ground = { sourceId: Id; importId: Id; kind: ArticleKind; articlesMax: number }

type Settled = {
  outcome: PageOutcome
  reason?: SourceReason | null
  detail?: string | null
  marks?: Marks
  hash?: Buffer
  missed?: number
  articleId?: Id
  version?: number
}

const NO_MARKS: Marks = { etag: null, lastModified: null }

const SETTLE = statement(`
  update source_page set outcome = $3, reason = $4, detail = $5, looked_at = now(),
    etag = case when $6 then $7 else etag end, last_modified = case when $6 then $8 else last_modified end,
    hash = coalesce($9, hash), missed = coalesce($10, missed), article_id = coalesce($11, article_id),
    version = coalesce($12, version), taken_at = case when $3 = 'taken' then now() else taken_at end
  where org_id = $1 and id = $2`)
const COUNT = statement(`
  update source_import set
    taken = taken + ($3 = 'taken')::int, unchanged = unchanged + ($3 = 'unchanged')::int,
    skipped = skipped + ($3 = 'skipped')::int, failed = failed + ($3 = 'failed')::int,
    gone = gone + ($3 = 'gone')::int
  where org_id = $1 and id = $2`)
// As whoever cancels an import does: the source first, then the import, then what they know. A member may
// have changed its settings since the import began.
const LOCK = statement('select settings from source where org_id = $1 and id = $2 for no key update')
const KIND = statement('update source set kind = $3 where org_id = $1 and id = $2 and kind <> $3')

/**
 * Writes down what became of a page, with its article: published at once when its words are new, or kept as a
 * draft where its source is set to that, as it was when they are not or cannot be had, and out of the answers
 * once it was not there twice.
 *
 * @returns false when the import was cancelled meanwhile: then nothing is written
 */
export async function settlePage(
  tx: OrgTx,
  ground: Ground,
  { page, look }: { page: WaitingPage; look: Look },
): Promise<boolean> {
  const { rows } = await tx.query<{ settings: Buffer }>(LOCK, [tx.orgId, ground.sourceId])
  if (!rows[0] || !(await stillRuns(tx, ground.importId))) return false
  await tx.query(KIND, [tx.orgId, ground.sourceId, ground.kind])
  const settings = decode<StoredSettings>(rows[0].settings)
  const settled = await settle(tx, ground, { page, look, settings })
  const { outcome, reason = null, detail = null, marks, missed, hash, articleId, version } = settled
  await tx.query(SETTLE, [
    ...[tx.orgId, page.id, outcome, reason, safeDetail(detail), marks !== undefined],
    ...[marks?.etag ?? null, marks?.lastModified ?? null, hash ?? null, missed ?? null],
    ...[articleId ?? null, version ?? null],
  ])
  await tx.query(COUNT, [tx.orgId, ground.importId, outcome])
  return true
}

type Looked = { page: WaitingPage; look: Look; settings: StoredSettings }

async function settle(
  tx: OrgTx,
  ground: Ground,
  { page, look, settings: { audience, publishing } }: Looked,
): Promise<Settled> {
  switch (look.type) {
    case 'words': {
      const asDraft = publishing === 'as_drafts'
      const taken = await takeArticle(tx, { ...ground, page, asDraft, words: { ...look.words, audience } })
      // Without room it is to be read again, also where the site says that nothing changed.
      const marks = taken.reason === 'many_articles' ? NO_MARKS : look.marks
      return { ...taken, marks, missed: 0 }
    }
    case 'unchanged':
      return { outcome: 'unchanged', missed: 0 }
    case 'failed':
      return { outcome: 'failed', reason: look.reason, detail: look.detail ?? null }
    case 'skipped':
      return { outcome: 'skipped', reason: look.reason, detail: look.detail ?? null }
    case 'unwanted':
      await unpublishArticle(tx, page)
      // As if it had been away for long: wanted again, it is taken again.
      return { outcome: 'skipped', reason: look.reason, missed: GONE_AFTER, marks: NO_MARKS }
    case 'gone': {
      const missed = page.missed + 1
      if (missed >= GONE_AFTER) await unpublishArticle(tx, page)
      return {
        ...{ outcome: 'gone', reason: look.reason, detail: look.detail ?? null, missed },
        // Should it come back it is read, whatever it says of when it changed.
        marks: NO_MARKS,
      }
    }
  }
}
