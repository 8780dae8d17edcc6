import { type Simulators, startSimulators } from '@hilo/simulators'
import type pg from 'pg'
import { afterAll } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'
import { type RunningServer, startServer } from './server.ts'

type Simulated = {
  simulators: Simulators
  database: TestDatabase
  server: RunningServer
  /** The superuser, who looks past every policy. */
  admin: pg.Client
}

/**
 * Starts the server on a database of the calling file, with phones and services on the other side, as `npm
 * start` does. What is sent is delivered within some milliseconds, and never read. All of it is stopped after
 * the file's last test. `services` are hosts of this machine that may be reached beside the simulators.
 */
export async function startWithSimulators(services: readonly string[] = []): Promise<Simulated> {
  const simulators = await startSimulators()
  afterAll(() => simulators.close())
  await simulators.whatsapp.settings({ sentMs: 5, deliveredMs: 10, readMs: null })
  const database = await testDatabase()
  const { graphUrl, instagramUrl: instagramGraphUrl, instagramLoginUrl } = simulators
  const config = {
    graphUrl,
    instagramGraphUrl,
    instagramLoginUrl,
    mail: { url: simulators.smtpUrl, from: 'Shop <hello@shop.example>' },
    egressLoopback: [new URL(simulators.url).host, ...services],
  }
  const server = await startServer(database, { config })
  return { simulators, database, server, admin: await database.connect() }
}
