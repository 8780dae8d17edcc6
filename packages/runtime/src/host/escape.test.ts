import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bundle } from '../bundle.ts'
import { bundleOf } from '../testing/bundle-of.ts'
import { jobOf } from '../testing/job-of.ts'
import { chooseIsolation, isolationOf } from './isolation.ts'
import { createPool, type Pool } from './pool.ts'

const { mode, words } = await chooseIsolation()
const isStrong = mode === 'bubblewrap' || mode === 'private_tree'
if (!isStrong) console.warn(`Not tested here, for this machine has no strong isolation. ${words}`)

const file = join(tmpdir(), `hilo-escape-${process.pid}`)
const socketPath = `${file}.sock`
let reached = 0
let tcp: Server
let unix: Server
let pool: Pool
let attack: Bundle

const listening = (server: Server, where: { port: number; host: string } | { path: string }) =>
  new Promise<Server>((resolve) => server.listen(where, () => resolve(server)))

beforeAll(async () => {
  const counting = () =>
    createServer((socket) => {
      reached++
      socket.destroy()
    })
  tcp = await listening(counting(), { port: 0, host: '127.0.0.1' })
  unix = await listening(counting(), { path: socketPath })
  writeFileSync(file, 'secret of the host')
  pool = await createPool()
  // The attack is what the contact says: the body of an async function.
  attack = await bundleOf(`
    const text = await chat.ask()
    const builtin = (name) => process.getBuiltinModule(name)
    const settled = (emitter) => new Promise((resolve, reject) => emitter.on('connect', () => resolve('CONNECTED')).on('error', reject))
    const attack = new Function('builtin', 'settled', 'require', 'return (async () => {' + text + '})()')
    await chat.say(await attack(builtin, settled, require).then((got) => 'GOT ' + JSON.stringify(got), (error) => 'DENIED ' + error.message))`)
})

afterAll(async () => {
  await pool.stop()
  tcp.close()
  unix.close()
  rmSync(file, { force: true })
})

async function tryTo(code: string): Promise<string> {
  const result = await pool.play(jobOf(attack, code))
  if (result.type !== 'end') return `CRASHED ${result.reason} ${result.detail}`
  return JSON.stringify(result.entries.find(({ kind }) => kind === 'say')?.content ?? result.end)
}

const port = () => (tcp.address() as { port: number }).port

describe.runIf(isStrong)('the code of a client cannot', () => {
  test.each([
    ['read /etc/passwd', () => `return builtin('fs').readFileSync('/etc/passwd', 'utf8')`],
    ['read a file of the host', () => `return builtin('fs').readFileSync('${file}', 'utf8')`],
    ['list the root', () => `return builtin('fs').readdirSync('/')`],
    ["read a process's environment", () => `return builtin('fs').readFileSync('/proc/1/environ', 'utf8')`],
    ['write a file', () => `return builtin('fs').writeFileSync('${file}.written', 'x')`],
    ['write to its own bundle', () => `return builtin('fs').appendFileSync(process.argv[1], 'x')`],
    ['start a program', () => `return builtin('child_process').execFileSync('id').toString()`],
    ['start a worker', () => `return settled(new (builtin('worker_threads').Worker)('1', { eval: true }))`],
    [
      'connect to a port of this machine',
      () => `return settled(builtin('net').connect(${port()}, '127.0.0.1'))`,
    ],
    [
      'connect to a Unix socket of this machine',
      () => `return settled(builtin('net').connect({ path: '${socketPath}' }))`,
    ],
    ['reach the metadata service', () => `return settled(builtin('net').connect(80, '169.254.169.254'))`],
    ['reach the internet', () => `return settled(builtin('net').connect(443, '1.1.1.1'))`],
    ['resolve a name', () => `return builtin('dns').promises.resolve4('example.com')`],
    [
      'send a datagram',
      () =>
        `return new Promise((resolve, reject) => builtin('dgram').createSocket('udp4').send('x', 53, '1.1.1.1', (error) => error ? reject(error) : resolve('SENT')))`,
    ],
    ['signal another process', () => `return process.kill(${process.pid}, 0)`],
    [
      'load a native addon',
      () => `return process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')`,
    ],
    ['use internal bindings', () => `return process.binding('spawn_sync').spawn({})`],
    ['require what bundling refuses', () => `return require('child_process').execSync('id').toString()`],
  ])('%s', async (_name, code) => {
    expect(await tryTo(code())).toMatch(/DENIED/)
    expect(reached).toBe(0)
    expect(existsSync(`${file}.written`)).toBe(false)
  })

  test('see an environment', async () => {
    expect(await tryTo('return process.env')).toContain('GOT {}')
  })

  test('see an identity of this machine', async () => {
    expect(await tryTo(`return [process.cwd(), process.pid, process.ppid]`)).toMatch(/GOT \[.*"\/.*,1,0\]/)
  })
})

describe.runIf(mode === 'private_tree')('weaker isolations', () => {
  test.each(['namespaces', 'permission_only'] as const)(
    '%s still keeps files and programs away',
    async (mode) => {
      const weaker = await createPool({ isolation: isolationOf(mode) })
      const said = async (code: string) => JSON.stringify(await weaker.play(jobOf(attack, code)))
      try {
        expect(await said(`return builtin('fs').readFileSync('/etc/passwd', 'utf8')`)).toContain('DENIED')
        expect(await said(`return builtin('child_process').execFileSync('id').toString()`)).toContain(
          'DENIED',
        )
        expect(await said('return process.env')).toContain('GOT {}')
      } finally {
        await weaker.stop()
      }
    },
  )

  test('namespaces has no network', async () => {
    const weaker = await createPool({ isolation: isolationOf('namespaces') })
    const result = await weaker.play(
      jobOf(attack, `return settled(builtin('net').connect(${port()}, '127.0.0.1'))`),
    )
    await weaker.stop()

    expect(JSON.stringify(result)).toContain('DENIED')
    expect(reached).toBe(0)
  })
})

describe.runIf(isStrong)('the server killed by SIGKILL', () => {
  test('leaves no process behind, not even one in an endless loop', async () => {
    const looping = await bundleOf('for (;;);')
    const server = spawn(
      process.execPath,
      [join(import.meta.dirname, '../testing/play-one.ts'), looping.bundlePath],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await new Promise((resolve) => server.stdout.once('data', resolve))
    const guests = descendantsOf(server.pid ?? 0)
    expect(guests.length).toBeGreaterThanOrEqual(1)
    server.kill('SIGKILL')

    await expect.poll(() => guests.filter(isRunning), { timeout: 3_000 }).toEqual([])
  })
})

function descendantsOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'ascii')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'ascii').includes(') Z ')
  } catch {
    return false
  }
}
