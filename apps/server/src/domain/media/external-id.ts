import type { Id } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// An hour of it is left out: a message may wait in front of the one that is being sent.
const READ = statement(`
  select mime_type as "mimeType", size::float8 as size, filename,
         case when external_until > now() + interval '1 hour' then external_id end as "externalId"
  from media where org_id = $1 and id = $2 and status = 'stored'`)
const KEEP = statement(`
  update media set external_id = $3, external_until = now() + $4::float8 * interval '1 millisecond'
  where org_id = $1 and id = $2`)
const FORGET = statement(
  'update media set external_id = null, external_until = null where org_id = $1 and id = $2',
)

export type FileToSend = {
  mimeType: string
  size: number
  filename: string | null
  /** The platform's id of an earlier upload that is still good. */
  externalId: string | null
}

type FileId = { orgId: Id; id: Id }

/** What an upload needs to know of a file; null when its bytes are not here. */
export async function readFileToSend(db: Database, { orgId, id }: FileId): Promise<FileToSend | null> {
  const [found] = await db.flight(orgId, [{ statement: READ, values: [orgId, id] }])
  const row = found?.rows[0] as (Omit<FileToSend, 'filename'> & { filename: Buffer | null }) | undefined
  return row ? { ...row, filename: decodeOrNull<string>(row.filename) } : null
}

/** Keeps what the platform called an upload, so that a second send uploads nothing. */
export async function keepExternalId(
  db: Database,
  { orgId, id }: FileId,
  { externalId, goodForMs }: { externalId: string; goodForMs: number },
): Promise<void> {
  await db.flight(orgId, [{ statement: KEEP, values: [orgId, id, externalId, goodForMs] }])
}

/** The platform refused it: the next attempt uploads anew. */
export async function forgetExternalId(db: Database, { orgId, id }: FileId): Promise<void> {
  await db.flight(orgId, [{ statement: FORGET, values: [orgId, id] }])
}
