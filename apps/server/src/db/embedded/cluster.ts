import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainFailure } from './explain.ts'
import { commandFor, environmentForPostgres, giveToPostgres, type Launcher } from './launcher.ts'

/**
 * Where one PostgreSQL keeps its things. The major version is in every name: 19 must not open the files of
 * 18.
 */
export type Cluster = {
  readonly folder: string
  readonly passwordFile: string
  readonly portFile: string
  readonly logFile: string
}

const INITDB_OPTIONS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--locale=C.UTF-8',
  '--no-instructions',
]

/** The paths of the cluster of this major version below `dataDir`, whether it exists or not. */
export function clusterIn(dataDir: string, major: string): Cluster {
  const folder = join(dataDir, `postgres-${major}`)
  return {
    folder,
    passwordFile: `${folder}.password`,
    portFile: `${folder}.port`,
    logFile: `${folder}.log`,
  }
}

/**
 * Makes the cluster on the first start and leaves an existing one alone. It is made beside its place and then
 * renamed, so a crash half way leaves nothing that looks finished.
 *
 * @throws Error with one sentence that says what to do.
 */
export function ensureCluster(cluster: Cluster, dataDir: string, launcher: Launcher): void {
  if (existsSync(join(cluster.folder, 'PG_VERSION'))) {
    requirePassword(cluster)
    return
  }
  if (existsSync(cluster.folder)) throw damaged(cluster, 'it has no PG_VERSION file')
  refuseOtherMajor(cluster, dataDir)
  const unfinished = `${cluster.folder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(cluster.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  giveToPostgres(launcher, unfinished)
  giveToPostgres(launcher, cluster.passwordFile)
  initialise(unfinished, cluster.passwordFile, launcher)
  renameSync(unfinished, cluster.folder)
}

/** The password of the `postgres` role, as it was generated for this cluster. */
export function readPassword(cluster: Cluster): string {
  return readFileSync(cluster.passwordFile, 'utf8').trim()
}

function requirePassword(cluster: Cluster): void {
  if (existsSync(cluster.passwordFile)) return
  throw new Error(
    `${cluster.passwordFile} is missing: restore it, or run "npm run reset" to forget the data.`,
  )
}

function refuseOtherMajor(cluster: Cluster, dataDir: string): void {
  const other = readdirSync(dataDir).find((name) => /^postgres-\d+$/.test(name))
  if (other === undefined) return
  throw new Error(
    `${join(dataDir, other)} was written by another PostgreSQL than this one (${cluster.folder}): ` +
      'dump it with the Hilo version that made it and restore it here, or run "npm run reset" to forget it.',
  )
}

function initialise(folder: string, passwordFile: string, launcher: Launcher): void {
  const options = [`--pgdata=${folder}`, `--pwfile=${passwordFile}`, ...INITDB_OPTIONS]
  const { file, args } = commandFor(launcher, 'initdb', options)
  const { account } = launcher
  const result = spawnSync(file, args, {
    encoding: 'utf8',
    env: environmentForPostgres(),
    cwd: folder,
    ...(account !== undefined && { uid: account, gid: account }),
  })
  if (result.status === 0) return
  const output = `${result.stderr ?? ''}${result.error?.message ?? ''}`
  throw new Error(explainFailure(output, folder))
}

function damaged(cluster: Cluster, detail: string): Error {
  return new Error(
    `The database in ${cluster.folder} is damaged (${detail}): restore a backup, or run "npm run reset".`,
  )
}
