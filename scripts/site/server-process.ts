import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ground } from '../../apps/server/src/app.ts'

const SERVE = fileURLToPath(new URL('../../apps/server/src/testing/serve.ts', import.meta.url))

/** A server of its own on the database of a ground, that is killed and started again. */
export type ServerProcess = {
  start(): Promise<void>
  /** `kill -9`: it has no time to say anything. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** `services`: what of this machine it may reach although it is private. */
export function serverOn({ config }: Ground, services: string): ServerProcess {
  const { database, secret } = config
  const dataDir = mkdtempSync(join(tmpdir(), 'hilo-site-'))
  let child: ChildProcess | null = null
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    async start() {
      child = spawn(process.execPath, [SERVE], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...{
            PATH: process.env.PATH,
            NODE_ENV: 'test',
            PORT: '0',
            HILO_DATA_DIR: dataDir,
            HILO_SECRET: secret,
          },
          ...{ HILO_SIMULATORS: 'off', LOG_LEVEL: 'error', HILO_DEV_SERVICES: services },
          DATABASE_URL: database?.app,
          DATABASE_INGRESS_URL: database?.ingress,
          DATABASE_MIGRATOR_URL: database?.migrator,
        },
      })
      const isReady = Promise.withResolvers<void>()
      child.stdout?.on('data', (said) => String(said).includes('ready') && isReady.resolve())
      child.once('exit', () => isReady.reject(new Error('The server did not start.')))
      await isReady.promise
    },
    kill: () => end('SIGKILL'),
    async close() {
      await end('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
