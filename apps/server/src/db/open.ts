import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { superviseEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { refuseDistributed } from './refuse-distributed.ts'
import { createRoles, newRolePasswords, type RolePasswords, type RoleUrls, refuseRole } from './roles.ts'

export type Store = { urls: RoleUrls; postgresPid: number | null; close(): Promise<void> }

/**
 * Opens the store: the embedded PostgreSQL, or the one that the configuration names; migrates it; and refuses
 * a role that could see more than its org.
 *
 * @throws Error with a sentence that says what to do.
 */
export async function openStore(config: Config, say: (sentence: string) => void): Promise<Store> {
  const { urls, postgresPid, close } = config.database
    ? external(config.database)
    : await embedded(config, say)
  try {
    await migrate(urls.migrator, { app: userOf(urls.app), ingress: userOf(urls.ingress) })
    const refusal =
      (await refuseRole(urls.app)) ?? (await refuseRole(urls.ingress)) ?? (await refuseDistributed(urls.app))
    if (refusal) throw new Error(refusal)
    return { urls, postgresPid, close }
  } catch (error) {
    await close()
    throw explained(error, urls)
  }
}

type Opened = Store

function external(database: RoleUrls): Opened {
  return { urls: database, postgresPid: null, close: async () => {} }
}

async function embedded(config: Config, say: (sentence: string) => void): Promise<Opened> {
  const server = await superviseEmbedded({ dataDir: config.dataDir, log: say })
  const urls = await createRoles(server.adminUrl, 'hilo', keptPasswords(config.dataDir))
  const viaSocket = (url: string) => throughSocket(url, server.socketFolder)
  return {
    urls: { migrator: viaSocket(urls.migrator), app: viaSocket(urls.app), ingress: viaSocket(urls.ingress) },
    get postgresPid() {
      return server.pid
    },
    close: () => server.stop(),
  }
}

/** A Unix socket costs less than TCP. */
function throughSocket(text: string, folder: string | undefined): string {
  if (!folder) return text
  const url = new URL(text)
  url.searchParams.set('host', folder)
  return url.toString()
}

function keptPasswords(dataDir: string): RolePasswords {
  const path = join(dataDir, 'roles.json')
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RolePasswords
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const passwords = newRolePasswords()
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path, JSON.stringify(passwords), { mode: 0o600 })
    return passwords
  }
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

const AWAY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH'])

function explained(error: unknown, urls: RoleUrls): Error {
  const { code, message } = error as { code?: string; message?: string }
  const { host } = new URL(urls.migrator)
  if (code && AWAY.has(code)) {
    return new Error(`The database at ${host} does not answer. Start it, or correct DATABASE_URL.`, {
      cause: error,
    })
  }
  if (code === '28P01' || code === '28000') {
    return new Error(
      `The database at ${host} refuses the login. Correct the user and password in DATABASE_URL.`,
      { cause: error },
    )
  }
  if (code === '3D000') {
    return new Error(
      `The database ${new URL(urls.migrator).pathname.slice(1)} does not exist. Create it first.`,
      { cause: error },
    )
  }
  return error instanceof Error ? error : new Error(String(message))
}
