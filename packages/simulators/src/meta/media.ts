import { createHash, randomInt } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readState } from '../state-file.ts'

type Media = { id: string; mimeType: string; sha256: string; size: number; filename: string | null }

/** The files that were uploaded, or sent from a phone. With a folder they outlive the process. */
export type MediaShelf = {
  put(bytes: Uint8Array, mimeType: string, filename: string | null): Promise<Media>
  get(id: string): Media | null
  bytes(id: string): Promise<Uint8Array | null>
}

export function createMediaShelf(folder: string | undefined): MediaShelf {
  const known = new Map<string, Media>()
  const contents = new Map<string, Uint8Array>()

  function get(id: string): Media | null {
    if (!/^\d+$/.test(id)) return null
    const media = known.get(id)
    if (media || folder === undefined) return media ?? null
    return readState(join(folder, `${id}.json`)) as Media | null
  }

  return {
    async put(bytes, mimeType, filename) {
      const id = `${randomInt(100_000_000, 999_999_999)}${randomInt(100_000, 999_999)}`
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const media = { id, mimeType, sha256, size: bytes.length, filename }
      known.set(id, media)
      if (folder === undefined) contents.set(id, bytes)
      else await keep(folder, media, bytes)
      return media
    },
    get,
    async bytes(id) {
      if (folder === undefined || !get(id)) return contents.get(id) ?? null
      return readFile(join(folder, `${id}.bin`))
    },
  }
}

async function keep(folder: string, media: Media, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${media.id}.bin`), bytes)
  await writeFile(join(folder, `${media.id}.json`), JSON.stringify(media))
}
