import {
  AppError,
  type Id,
  newId,
  SOURCE_FILE_BYTES_MAX,
  type Source,
  type SourceSettings,
} from '@hilo/protocol'
import { type BlobStore, blobKeyOf } from '../../blobs/blob-store.ts'
import { encode } from '../../db/codec.ts'
import type { Database, OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'
import { HEAD_BYTES } from '../media/file-type.ts'
import { safeName } from '../media/keep-upload.ts'
import { refusal } from '../media/store-file.ts'
import { addSource } from './add.ts'
import { fileFormat } from './file-format.ts'
import { startImport } from './import.ts'
import { getSource, lockSource } from './source.ts'

type Ground = { db: Database; blobs: BlobStore }
type Upload = { filename: string; size: number | null; bytes: AsyncIterable<Uint8Array> }

/** For so long a file may come in; then what came in and belongs to no source is removed. */
const COMING_MS = 3_600_000

/** Takes in a file and begins to read it. @throws AppError `invalid_request` `conflict` */
export async function addFile(
  ground: Ground,
  orgId: Id,
  { clientId, settings, ...upload }: Upload & { clientId: string; settings: Omit<SourceSettings, 'name'> },
): Promise<Source> {
  const filename = safeName(upload.filename)
  const fileId = await keepBytes(ground, orgId, { ...upload, filename })
  return ground.db.withOrg(orgId, (tx) =>
    addSource(tx, {
      ...{ origin: 'file', clientId, fileId },
      settings: { ...settings, name: filename.slice(0, 120), filename, url: null },
    }),
  )
}

/**
 * Reads a newer version of a file; until it was read, the articles of the one before answer.
 *
 * @throws AppError `not_found`; `invalid_request`; `conflict` while it is being read, or when it is no file.
 */
export async function replaceFile(
  ground: Ground,
  orgId: Id,
  { sourceId, ...upload }: Upload & { sourceId: Id },
) {
  const filename = safeName(upload.filename)
  await ground.db.withOrg(orgId, (tx) => lockFileSource(tx, sourceId))
  const fileId = await keepBytes(ground, orgId, { ...upload, filename })
  return ground.db.withOrg(orgId, async (tx) => {
    const { settings, fileId: before } = await lockFileSource(tx, sourceId)
    await startImport(tx, sourceId)
    await tx.query(REPLACE, [orgId, sourceId, fileId, encode({ ...settings, filename })])
    if (before) await enqueue(tx, { kind: 'forget_source_file', fileId: before })
    return getSource(tx, sourceId)
  })
}

const REPLACE = statement('update source set file_id = $3, settings = $4 where org_id = $1 and id = $2')
const IS_KEPT = statement('select 1 from source where org_id = $1 and file_id = $2')

async function lockFileSource(tx: OrgTx, sourceId: Id) {
  const source = await lockSource(tx, sourceId)
  if (source.origin === 'file') return source
  throw new AppError('conflict', 'This source is read from the web: there is no file to replace.')
}

/** The job that removes them is written before the bytes, so that a crash leaves nothing for ever. */
async function keepBytes({ db, blobs }: Ground, orgId: Id, { filename, size, bytes }: Upload): Promise<Id> {
  checkSize(size ?? 0)
  const fileId = newId()
  await db.withOrg(orgId, (tx) => enqueue(tx, { kind: 'forget_source_file', fileId }, COMING_MS))
  await blobs.put(blobKeyOf(orgId, fileId), checked(bytes, filename))
  return fileId
}

/** Removes the bytes of a file that no source has. */
export async function forgetFile({ db, blobs }: Ground, orgId: Id, fileId: Id): Promise<void> {
  const isKept = await db.withOrg(orgId, async (tx) => {
    const { rows } = await tx.query(IS_KEPT, [orgId, fileId])
    return rows.length > 0
  })
  if (!isKept) await blobs.remove(blobKeyOf(orgId, fileId))
}

async function* checked(bytes: AsyncIterable<Uint8Array>, filename: string): AsyncGenerator<Uint8Array> {
  const head: Uint8Array[] = []
  let size = 0
  let isKnown = false
  const look = () => {
    fileFormat(Buffer.concat(head).subarray(0, HEAD_BYTES), filename)
    isKnown = true
  }
  for await (const part of whole(bytes)) {
    size += part.byteLength
    checkSize(size)
    if (!isKnown) {
      head.push(part)
      if (size >= HEAD_BYTES) look()
    }
    yield part
  }
  if (size === 0)
    throw refusal('The file is empty. Choose another one.', 'El archivo está vacío. Elige otro.')
  if (!isKnown) look()
}

/** An upload that breaks off is nobody's fault here. */
async function* whole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    throw new AppError('invalid_request', 'The file broke off on its way. Send it again.', { cause })
  }
}

function checkSize(size: number): void {
  if (size <= SOURCE_FILE_BYTES_MAX) return
  const most = SOURCE_FILE_BYTES_MAX / 1_048_576
  throw refusal(
    `A file may have at most ${most} MB. Split it, or leave its pictures out.`,
    `Un archivo puede tener como máximo ${most} MB. Divídelo o quítale las imágenes.`,
  )
}
