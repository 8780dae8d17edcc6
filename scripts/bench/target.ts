import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleBackend } from '@hilo/runtime'
import { type App, openGround, startApp } from '../../apps/server/src/app.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { PRODUCTION } from './production.ts'
import { seedBench } from './seed.ts'

/**
 * The server in production mode with one WhatsApp inbox and an echo micro-backend: what a load generator that
 * plays Meta drives. GRAPH_URL, APP_SECRET, PHONE_NUMBER_ID and PORT come from the environment; the app id is
 * `bench`. HILO_BENCH_ORGS spreads the inboxes over that many orgs: number n is PHONE_NUMBER_ID + n.
 * HILO_BENCH_BACKEND is another micro-backend's file, or `none` where people answer; HILO_BENCH_SEED=off
 * starts on what an earlier start seeded. A parent with a channel can ask for figures that no outsider sees.
 */

const ECHO = fileURLToPath(new URL('../../examples/echo/backend.ts', import.meta.url))

const { APP_SECRET = 'testsecret', PHONE_NUMBER_ID = '100000000000001', HILO_BENCH_ORGS = '1' } = process.env
const { HILO_BENCH_BACKEND = ECHO, HILO_BENCH_SEED = 'on' } = process.env
const dataDir = resolve(process.env.HILO_DATA_DIR ?? join(tmpdir(), 'hilo-bench'))
const config = readConfig({
  PORT: '4700',
  GRAPH_URL: 'http://127.0.0.1:9100',
  // The generator is the machine that they are there to notice; they are counted all the same.
  HILO_MESSAGES_PER_MINUTE: '1000000',
  HILO_ORG_MESSAGES_PER_MINUTE: '1000000',
  HILO_QUICK_TURNS: '1000000',
  ...process.env,
  ...PRODUCTION,
  HILO_DATA_DIR: dataDir,
})
const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

// Heard from the first moment on: a server that ended amid its start would leave its database running.
let app: App | null = null
let isStopping = false
async function stop(): Promise<void> {
  const isFirst = !isStopping
  isStopping = true
  if (!app || !isFirst) return
  await app.stop()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, stop)

const ground = await openGround(config, say)
if (HILO_BENCH_SEED === 'on') {
  const isAnswered = HILO_BENCH_BACKEND !== 'none'
  const outDir = join(dataDir, 'build')
  const bundle = isAnswered ? await bundleBackend(HILO_BENCH_BACKEND, { outDir }) : null
  const orgs = Number(HILO_BENCH_ORGS)
  await seedBench(ground, { bundle, appSecret: APP_SECRET, firstNumber: PHONE_NUMBER_ID, orgs })
}
app = await startApp(ground, null)
if (isStopping) {
  await app.stop()
  process.exit(0)
}
process.stdout.write(`ready ${app.url}\n`)

if (process.send) {
  process.on('message', async ({ collectGarbage }: { collectGarbage: boolean }) => {
    if (collectGarbage) globalThis.gc?.()
    process.send?.({
      commits: ground.db.stats.commits,
      databaseCommits: await databaseCommits(),
      heapMb: process.memoryUsage().heapUsed / 1_048_576,
    })
  })
}

async function databaseCommits(): Promise<number> {
  const { rows } = await ground.db.global.query<{ commits: number }>({
    name: 'bench_commits',
    text: 'select sum(xact_commit)::float8 as commits from pg_stat_database',
  })
  return rows[0]?.commits ?? 0
}
