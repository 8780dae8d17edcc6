import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Where `ldd` is missing the whole folders take their place: more to look at, and nothing to write to. */
const FOLDERS = ['/lib', '/lib64', '/usr/lib', '/usr/lib64']
const PATH_IN_LINE = /(?:=> |^\s*)(\/\S+) \(0x/gm
const known = new Map<string, string[]>()

/**
 * The shared libraries that programs need, as absolute paths: what a private file tree holds beside them. A
 * folder of libraries would bring along whatever else the machine keeps there, programs among it.
 */
export function librariesOf(programs: readonly string[], path: string): string[] {
  const key = programs.join(' ')
  const hit = known.get(key)
  if (hit) return hit
  const libraries = list(programs, path)
  known.set(key, libraries)
  return libraries
}

function list(programs: readonly string[], path: string): string[] {
  try {
    const script = 'for program; do ldd "$(command -v "$program")"; done'
    const output = execFileSync('sh', ['-c', script, 'sh', ...programs], {
      env: { PATH: path, LC_ALL: 'C' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const paths = [...output.matchAll(PATH_IN_LINE)].flatMap(([, found]) => found ?? [])
    if (paths.length > 0) return [...new Set(paths)]
  } catch {
    // No ldd, or a program that is linked to nothing.
  }
  return FOLDERS.filter(existsSync)
}
