import { type Id, newId } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** The pages that an import has yet to look at: rows, so that another process goes on where one died. */

/** A site that has more addresses than this is not listed to its end. */
const PLACES_MAX = 20_000
/** A page that ended the process so often is not begun with again. */
export const TRIES_MAX = 3

/** An article whose page is not there in so many imports in a row answers no more. */
export const GONE_AFTER = 2

/** A page as whoever looks at it sees it. */
export type WaitingPage = {
  id: Id
  place: string
  depth: number
  tries: number
  /** Whether this import has asked the site for it. */
  isAsked: boolean
  etag: string | null
  lastModified: string | null
  missed: number
  articleId: Id | null
}

const COLUMNS = `
  id, place, depth, tries, is_asked as "isAsked", etag, last_modified as "lastModified", missed,
  article_id as "articleId"`
const KNOWN = statement(`
  update source_page set import_id = $3, outcome = null, reason = null, detail = null, tries = 0,
    is_asked = false
  where org_id = $1 and source_id = $2 and import_id <> $3`)
// One that this import has looked at already is not looked at again.
const ADD = statement(`
  insert into source_page (org_id, id, source_id, import_id, depth, place)
  select $1, t.id, $2, $3, $4, t.place from unnest($5::uuid[], $6::text[]) as t (id, place)
  on conflict (org_id, source_id, place) do update
  set import_id = excluded.import_id, depth = excluded.depth, outcome = null, reason = null, detail = null,
      tries = 0, is_asked = false
  where source_page.import_id <> excluded.import_id`)
const COUNT = statement('select count(*)::int as count from source_page where org_id = $1 and source_id = $2')
// What answers already comes before what is new, so that a limit keeps what is known.
const NEXT = statement(`
  update source_page set tries = tries + 1 where org_id = $1 and id = (
    select id from source_page where org_id = $1 and import_id = $2 and outcome is null
    order by tries, (article_id is null), depth, id limit 1)
  returning ${COLUMNS}`)
const FIND = statement(`
  select ${COLUMNS} from source_page
  where org_id = $1 and import_id = $2 and outcome is null and place = any ($3)`)
const COUNT_ASKED = statement(`
  update source_import set asked = asked + 1 where org_id = $1 and id = $2 and asked < $3`)
const ASKED = statement('update source_page set is_asked = true where org_id = $1 and id = $2')
const OVER = statement(`
  select 1 from source_page
  where org_id = $1 and source_id = $2 and import_id = $3 and outcome = 'skipped' and reason = 'limit'
  limit 1`)
const LEFT = statement(`
  select ${COLUMNS} from source_page
  where org_id = $1 and source_id = $2 and import_id <> $3 and article_id is not null order by id limit $4`)

type Listing = { sourceId: Id; importId: Id }

/** Lets an import look again at every page that is known. */
export async function listKnown(tx: OrgTx, { sourceId, importId }: Listing): Promise<void> {
  await tx.query(KNOWN, [tx.orgId, sourceId, importId])
}

/** Lets an import look at more pages; those that it knows already stay as they are. */
export async function listPlaces(
  tx: OrgTx,
  { sourceId, importId }: Listing,
  { places, depth }: { places: readonly string[]; depth: number },
): Promise<void> {
  if (places.length === 0) return
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId, sourceId])
  const some = places.slice(0, Math.max(PLACES_MAX - (rows[0]?.count ?? 0), 0))
  if (some.length === 0) return
  await tx.query(ADD, [tx.orgId, sourceId, importId, depth, some.map(() => newId()), some])
}

/** The next page to look at, which is counted as a try; null when none is left. */
export async function nextPage(tx: OrgTx, importId: Id): Promise<WaitingPage | null> {
  const { rows } = await tx.query<WaitingPage>(NEXT, [tx.orgId, importId])
  return rows[0] ?? null
}

/** Those of some pages that wait for an import, by their places. */
export async function findWaiting(
  tx: OrgTx,
  importId: Id,
  places: readonly string[],
): Promise<Map<string, WaitingPage>> {
  const { rows } = await tx.query<WaitingPage>(FIND, [tx.orgId, importId, places])
  return new Map(rows.map((page) => [page.place, page]))
}

/**
 * Counts a page, before the site is asked for it: a process that dies meanwhile has counted it, and whoever
 * asks again does not count it twice.
 *
 * @returns false when the import has asked for as many as it may
 */
export async function mayAskFor(
  tx: OrgTx,
  importId: Id,
  { page, most }: { page: WaitingPage; most: number },
): Promise<boolean> {
  if (page.isAsked) return true
  const { rowCount } = await tx.query(COUNT_ASKED, [tx.orgId, importId, most])
  if (rowCount === 0) return false
  await tx.query(ASKED, [tx.orgId, page.id])
  return true
}

/** Whether an import left out pages because it had asked for as many as it may. */
export async function isOverLimit(tx: OrgTx, { sourceId, importId }: Listing): Promise<boolean> {
  const { rowCount } = await tx.query(OVER, [tx.orgId, sourceId, importId])
  return rowCount === 1
}

/** Some pages with articles that an import did not come to. */
export async function findLeft(
  tx: OrgTx,
  { sourceId, importId }: Listing,
  most: number,
): Promise<WaitingPage[]> {
  const { rows } = await tx.query<WaitingPage>(LEFT, [tx.orgId, sourceId, importId, most])
  return rows
}
