import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RoleUrls } from '../db/roles.ts'

/** A server on a test's database, in a process of its own that is killed and started again. */
export type ServerProcess = {
  /** Resolves when it serves. */
  start(): Promise<void>
  /** `kill -9`: it has no time to say anything. */
  kill(): Promise<void>
  /** Kills it, if it runs, and forgets its folder. */
  close(): Promise<void>
}

const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url))
const SCRIPTS = new URL('../../../../scripts/', import.meta.url)
// Compiling its sources is most of a start. And a test run that is killed must leave no server behind.
const FIRST = ['cache-compiled.mjs', 'end-with-parent.mjs'].flatMap((name) => [
  '--import',
  new URL(name, SCRIPTS).href,
])

/** `environment`: what it is told beside where its database is, such as its port and its secret. */
export function serverProcess(urls: RoleUrls, environment: Record<string, string>): ServerProcess {
  const dataDir = mkdtempSync(join(tmpdir(), 'hilo-process-'))
  let child: ChildProcess | null = null
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return {
    async start() {
      await kill()
      child = spawn(process.execPath, [...FIRST, SERVE], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...{ PATH: process.env.PATH, NODE_ENV: 'test', HILO_SIMULATORS: 'off', LOG_LEVEL: 'error' },
          ...{ HILO_DATA_DIR: dataDir, DATABASE_URL: urls.app, DATABASE_INGRESS_URL: urls.ingress },
          ...{ DATABASE_MIGRATOR_URL: urls.migrator, ...environment },
        },
      })
      await untilReady(child)
    },
    kill,
    async close() {
      await kill()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  const isReady = Promise.withResolvers<void>()
  child.stdout?.on('data', (said) => String(said).includes('ready') && isReady.resolve())
  child.once('exit', () => isReady.reject(new Error('The server did not start.')))
  await isReady.promise
}
