import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

const QUIET_MS = 80
const CODE = /\.(ts|mts|js|mjs|json)$/
const NOT_THEIRS = new Set(['node_modules', '.git'])

/**
 * Calls back when code in a folder was saved; once for what is saved together. Gives back what ends it.
 *
 * Each folder is watched by itself: Node's own recursive watching follows files on Linux, and is deaf to one
 * for good when an editor saves it as a new file under the old name.
 */
export function watchFiles(folder: string, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined

  function note(): void {
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET_MS)
  }

  function follow(place: string): void {
    if (watchers.has(place)) return
    const watcher = watch(place, (_event, file) => {
      if (file === null || NOT_THEIRS.has(file)) return
      if (CODE.test(file)) note()
      else if (followAll(join(place, file))) note()
    })
    watcher.on('error', () => forget(place))
    watchers.set(place, watcher)
  }

  /** @returns whether it is a folder */
  function followAll(place: string): boolean {
    try {
      const entries = readdirSync(place, { withFileTypes: true })
      follow(place)
      for (const entry of entries) {
        if (entry.isDirectory() && !NOT_THEIRS.has(entry.name)) followAll(join(place, entry.name))
      }
      return true
    } catch {
      // No folder, or one that is gone: what it was is not watched any more.
      forget(place)
      return false
    }
  }

  function forget(place: string): void {
    watchers.get(place)?.close()
    watchers.delete(place)
  }

  follow(folder)
  followAll(folder)
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}
