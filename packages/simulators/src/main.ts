import { parseArgs } from 'node:util'
import { startSimulators } from './simulators.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'state-file': { type: 'string' },
  },
})

try {
  const stateFile = values['state-file']
  const simulators = await startSimulators({
    port: Number(values.port),
    host: values.host,
    ...(stateFile === undefined ? {} : { stateFile }),
  })
  process.stdout.write(`The simulators run at ${simulators.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulators.close().then(() => process.exit(0)))
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
