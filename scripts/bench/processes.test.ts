import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { membersOf, memoryOf, startMeter } from './processes.ts'

// A process that holds memory, has a child that does nothing, and burns CPU when told to.
const PROGRAM = `
const held = Buffer.alloc(64 * 1048576, 1)
const child = require('node:child_process').spawn('sleep', ['60'])
process.on('message', (ms) => {
  const { user, system } = process.cpuUsage()
  const spent = () => { const now = process.cpuUsage(); return (now.user + now.system - user - system) / 1000 }
  while (spent() < ms) held[0]++
  process.send(spent())
})
process.on('disconnect', () => { child.kill(); process.exit() })
process.send(child.pid)
`

let program: ReturnType<typeof spawn>
let childPid: number

beforeEach(async () => {
  program = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  ;[childPid] = await once(program, 'message')
})

afterEach(async () => {
  program.disconnect()
  await once(program, 'exit')
})

test.runIf(process.platform === 'linux')('the processes of a server are told apart from the server', () => {
  const pid = program.pid ?? 0

  expect(membersOf(pid)).toEqual([
    { pid, part: 'server' },
    { pid: childPid, part: 'backends' },
  ])
  const { server, backends, database } = memoryOf(pid)
  expect(server.rssMb).toBeGreaterThan(64)
  expect(server.pssMb).toBeGreaterThan(64)
  expect(backends).toMatchObject({ processes: 1 })
  expect(backends.rssMb).toBeLessThan(20)
  expect(database).toEqual({ processes: 0, rssMb: 0, pssMb: 0 })
})

test.runIf(process.platform === 'linux')(
  'only the CPU time since the start of the meter counts',
  async () => {
    await burn(200)
    const meter = startMeter(program.pid ?? 0)
    const spentMs = await burn(300)
    const { cpuMs, serverRssMaxMb } = meter.stop()

    expect(Math.abs(cpuMs.server - spentMs)).toBeLessThan(100)
    expect(cpuMs).toMatchObject({ backends: 0, database: 0 })
    expect(serverRssMaxMb).toBeGreaterThan(64)
  },
)

async function burn(ms: number): Promise<number> {
  program.send(ms)
  const [spentMs] = (await once(program, 'message')) as [number]
  return spentMs
}
