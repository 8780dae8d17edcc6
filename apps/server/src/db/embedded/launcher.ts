import { execFile } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, programIn } from './binaries.ts'

/** How PostgreSQL is started here: which copy of it, behind which command, as which system account. */
export type Launcher = {
  readonly folder: string
  readonly prefix: readonly string[]
  readonly account: number | undefined
}

const UNSHARE = ['unshare', '-U', '--map-user=1000', '--map-group=1000'] as const
const NOBODY = 65534
const run = promisify(execFile)

/**
 * PostgreSQL refuses to run as root. Under root it runs in a user namespace in which root is uid 1000, so
 * that every file keeps one owner; where namespaces are not allowed, a copy of it runs as uid 65534.
 */
export async function chooseLauncher(binaries: Binaries, dataDir: string): Promise<Launcher> {
  const direct = { folder: binaries.folder, prefix: [], account: undefined }
  if (process.platform === 'win32' || process.getuid?.() !== 0) return direct
  const [program, ...flags] = UNSHARE
  const postgres = programIn(binaries.folder, 'postgres')
  const probe = await run(program, [...flags, postgres, '--version']).catch(() => null)
  if (probe) return { ...direct, prefix: UNSHARE }
  return { folder: copyForNobody(binaries, dataDir), prefix: [], account: NOBODY }
}

/** The file and arguments that run a PostgreSQL program through this launcher. */
export function commandFor(
  launcher: Launcher,
  name: 'initdb' | 'pg_ctl' | 'postgres',
  args: readonly string[],
) {
  const [file = '', ...rest] = [...launcher.prefix, programIn(launcher.folder, name), ...args]
  return { file, args: rest }
}

/** Hands a file or a folder to the account PostgreSQL runs as, when that is not the server's own. */
export function giveToPostgres(launcher: Launcher, path: string): void {
  if (launcher.account === undefined || !existsSync(path)) return
  lchownSync(path, launcher.account, launcher.account)
  if (!lstatSync(path).isDirectory()) return
  for (const entry of readdirSync(path)) giveToPostgres(launcher, join(path, entry))
}

/**
 * What PostgreSQL may see of this process's environment: no secret, no `PG*` variable, plain English
 * messages.
 */
export function environmentForPostgres(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env
  return { PATH, LC_ALL: 'C', ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }) }
}

/**
 * The folder of `node_modules` is often closed to other accounts (`/root`), the data folder must be open
 * anyway.
 */
function copyForNobody(binaries: Binaries, dataDir: string): string {
  const copy = join(dataDir, `postgres-programs-${binaries.version}`)
  chmodSync(dataDir, 0o755)
  if (existsSync(programIn(copy, 'postgres'))) return copy
  const unfinished = `${copy}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o755 })
  cpSync(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true })
  renameSync(unfinished, copy)
  return copy
}
