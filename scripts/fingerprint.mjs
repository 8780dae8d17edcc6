import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './command-line.mjs'

const GENERATED = new Set(['node_modules', 'dist', '.hilo'])

/** One hash over the names and contents of files and folders; what is generated in them does not count. */
export function fingerprintOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesIn(path)) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** True when the stamp says that its folder was made from exactly this. */
export function hasStamp(stampFile, fingerprint) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === fingerprint
}

/** Written last, so that whatever was interrupted is done again. */
export function writeStamp(stampFile, fingerprint) {
  writeFileSync(stampFile, `${fingerprint}\n`)
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => !GENERATED.has(name))
  return names.sort().flatMap((name) => filesIn(join(path, name)))
}
