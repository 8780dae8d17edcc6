import {
  AppError,
  type ArticleKind,
  type Id,
  type Source,
  type SourceOrigin,
  type SourceSettings,
} from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lastPublications } from '../source-publication/read.ts'
import { IMPORT_COLUMNS, type ImportRow, toImport } from './import-row.ts'

/** What is stored of a source that is read: what a member has set, and where it is. */
export type StoredSettings = SourceSettings & { url: string | null; filename: string | null }

/** A source as whoever reads it sees it. */
export type ReadSource = {
  id: Id
  origin: SourceOrigin
  kind: ArticleKind
  settings: StoredSettings
  fileId: Id | null
  isDeleted: boolean
}

const COLUMNS = `
  s.id, s.origin, s.kind, s.settings, s.file_id as "fileId", s.deleted_at is not null as "isDeleted"`
const READ = statement(
  `select ${COLUMNS} from source s where s.org_id = $1 and s.id = $2 and s.origin <> 'hand'`,
)
// Not its key: an import that lists pages of it, which has its own row already, need not wait.
const LOCK = statement(`
  select ${COLUMNS} from source s
  where s.org_id = $1 and s.id = $2 and s.origin <> 'hand' and s.deleted_at is null for no key update`)

type Row = Omit<ReadSource, 'settings'> & { settings: Buffer }

/** Null where there is none, or members write it. One that was deleted is there until its articles are gone. */
export async function readSource(tx: OrgTx, id: Id): Promise<ReadSource | null> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId, id])
  return rows[0] ? { ...rows[0], settings: decode<StoredSettings>(rows[0].settings) } : null
}

/** Keeps others from changing it, or from beginning another import. @throws AppError `not_found` */
export async function lockSource(tx: OrgTx, id: Id): Promise<ReadSource> {
  const { rows } = await tx.query<Row>(LOCK, [tx.orgId, id])
  if (!rows[0]) throw noSource()
  return { ...rows[0], settings: decode<StoredSettings>(rows[0].settings) }
}

function noSource(): AppError {
  return new AppError('not_found', 'There is no such source.')
}

const SHOWN = `
  select ${COLUMNS}, s.created_at as "createdAt",
         (select count(*)::int from article a
          where a.org_id = s.org_id and a.source_id = s.id and a.deleted_at is null) as articles,
         (select count(*)::int from article a
          join article_version v on v.org_id = a.org_id and v.article_id = a.id and v.version = a.version
          where a.org_id = s.org_id and a.source_id = s.id and a.deleted_at is null
            and v.first_published_at is null) as drafts,
         j.due_at as "nextAt", i.*
  from source s
  left join job j on j.org_id = s.org_id and j.id = s.id
  left join lateral (
    select ${IMPORT_COLUMNS} from source_import i
    where i.org_id = s.org_id and i.source_id = s.id order by i.id desc limit 1
  ) i on true
  where s.org_id = $1 and s.origin <> 'hand' and s.deleted_at is null`
const LIST = statement(`${SHOWN} order by s.id desc`)
const GET = statement(`${SHOWN} and s.id = $2`)

type ShownRow = Row & { createdAt: Date; articles: number; drafts: number; nextAt: Date | null } & ImportRow

/** The sources that are read, the newest first. */
export async function listSources(tx: OrgTx): Promise<Source[]> {
  const { rows } = await tx.query<ShownRow>(LIST, [tx.orgId])
  return toSources(tx, rows)
}

/** @throws AppError `not_found` */
export async function getSource(tx: OrgTx, id: Id): Promise<Source> {
  const { rows } = await tx.query<ShownRow>(GET, [tx.orgId, id])
  const [source] = await toSources(tx, rows)
  if (!source) throw noSource()
  return source
}

async function toSources(tx: OrgTx, rows: readonly ShownRow[]): Promise<Source[]> {
  const ids = rows.map(({ id }) => id)
  const published = await lastPublications(tx, ids)
  return rows.map((row) => ({ ...toSource(row), lastPublication: published.get(row.id) ?? null }))
}

function toSource(row: ShownRow): Omit<Source, 'lastPublication'> {
  const { id, origin, kind, articles, drafts } = row
  const { url, filename, publishing = 'at_once', ...settings } = decode<StoredSettings>(row.settings)
  const lastImport = row.importId === null ? null : toImport(row)
  const isWaiting = lastImport?.status !== 'running' && settings.schedule !== 'none'
  return {
    ...{ id, origin, kind, ...settings, publishing, url, filename, articles, drafts, lastImport },
    nextAt: isWaiting ? (row.nextAt?.toISOString() ?? null) : null,
    createdAt: row.createdAt.toISOString(),
  }
}
