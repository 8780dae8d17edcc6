import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleBackend } from '@hilo/runtime'
import { openGround, startApp } from '../../apps/server/src/app.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { seedBench } from '../bench/seed.ts'
import { type Plant, planted } from './plant.ts'

/**
 * The server that is killed: in production mode on the embedded PostgreSQL of its data folder. Its
 * micro-backend may reach the simulated calendar, which a production configuration has no setting for.
 */

const BACKEND = fileURLToPath(new URL('./backend.ts', import.meta.url))

const { values } = parseArgs({
  options: {
    calendar: { type: 'string', default: '' },
    number: { type: 'string', default: '' },
    'app-secret': { type: 'string', default: '' },
    seed: { type: 'boolean', default: false },
    plant: { type: 'string' },
  },
})
const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

const config = {
  ...readConfig({ ...process.env, NODE_ENV: 'production' }),
  egressLoopback: [new URL(values.calendar).host],
}
const ground = await openGround(config, say)
if (values.seed) {
  await seedBench(ground, {
    bundle: await bundleBackend(BACKEND, { outDir: join(config.dataDir, 'build') }),
    appSecret: values['app-secret'],
    firstNumber: values.number,
    orgs: 1,
    config: { calendarUrl: values.calendar },
  })
}
const plant = (values.plant ?? null) as Plant | null
const app = await startApp({ ...ground, db: planted(ground.db, plant) }, null)
process.stdout.write('ready\n')

process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
