import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BlobStore } from './blob-store.ts'

/** Keeps blobs as files of a folder, one folder an org. What a crash left half written has another name. */
export function createFolderStore(folder: string): BlobStore {
  return {
    async put(key, bytes) {
      const path = join(folder, key)
      const draft = `${path}.${randomBytes(6).toString('hex')}.part`
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        await pipeline(
          Readable.from(bytes),
          createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
        )
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
      await flushFolder(dirname(path))
    },
    async open(key, range) {
      const path = join(folder, key)
      try {
        const file = await open(path, 'r')
        return file.createReadStream(range)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    remove: (key) => rm(join(folder, key), { force: true }),
  }
}

/** A new name is on the disk only when its folder is. */
async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
