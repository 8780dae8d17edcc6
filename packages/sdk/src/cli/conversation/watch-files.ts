import { watch } from 'node:fs'
import { sep } from 'node:path'

const QUIET_MS = 80
const CODE = /\.(ts|mts|js|mjs|json)$/

/** Calls back when code in a folder was saved; once for what is saved together. Gives back what ends it. */
export function watchFiles(folder: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true }, (_event, file) => {
    if (!file || !CODE.test(file) || file.split(sep).includes('node_modules')) return
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET_MS)
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
