import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { BlobStore } from './blob-store.ts'
import { createFolderStore } from './folder-store.ts'
import { readS3Place } from './s3-place.ts'
import { createS3Store, probeS3 } from './s3-store.ts'

/**
 * The store of this installation: a bucket when `HILO_BLOBS_URL` names one, else a folder beside the data.
 *
 * @throws Error in one sentence when the bucket cannot be written to.
 */
export async function openBlobStore({ blobsUrl, dataDir }: Config): Promise<BlobStore> {
  if (blobsUrl === null) return createFolderStore(join(dataDir, 'blobs'))
  const place = readS3Place(blobsUrl)
  await probeS3(place)
  return createS3Store(place, { draftDir: join(dataDir, 'drafts') })
}
