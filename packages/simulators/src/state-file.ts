import { readFileSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A JSON file that follows a value in memory. */
export type StateFile = {
  /** Says that the value changed: it is written soon, together with whatever else changes until then. */
  changed(): void
  /** Resolves when everything that was true at the call is on the disk. */
  flush(): Promise<void>
}

const DEBOUNCE_MS = 300

/** What `path` holds, or null when it does not exist yet. Throws when it is there and no JSON. */
export function readState(path: string | undefined): unknown {
  if (path === undefined) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if (isMissing(cause)) return null
    throw new Error(`The simulators cannot read their state in ${path}. Delete the file to begin anew.`, {
      cause,
    })
  }
}

/**
 * Keeps `snapshot()` in `path`. A reader sees the old file or the new one, never a half of either, because it
 * is written beside the old one, synced and renamed. Without a path nothing is written.
 */
export function createStateFile(path: string | undefined, snapshot: () => unknown): StateFile {
  if (path === undefined) return { changed: () => {}, flush: async () => {} }
  const target = path
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let queued: Promise<void> | null = null

  // One write at a time; a call during a write joins the next one, which begins after the call.
  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    if (!running) {
      running = writeWhole(target, snapshot).finally(() => {
        running = null
      })
      return running
    }
    queued ??= running
      .catch(() => {})
      .then(() => {
        queued = null
        return flush()
      })
    return queued
  }

  return {
    changed() {
      timer ??= setTimeout(() => {
        flush().catch((error: Error) => process.stderr.write(`${error.message}\n`))
      }, DEBOUNCE_MS)
    },
    flush,
  }
}

async function writeWhole(path: string, snapshot: () => unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.new`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(snapshot()))
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
