import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { namesOfStale } from '../scripts/build.mjs'

/** The product as `npm start` runs it: its own process, database, simulators, ports and data folder. */
export type Stack = {
  readonly url: string
  readonly simulatorsUrl: string
  readonly siteUrl: string
  /** The link that was printed; it signs the demo org's owner in, once. */
  readonly oneTimeLink: string
  phoneUrl(personId: string): string
  /** Where its database is. */
  readonly dataFolder: string
  /** Kills the server, simulators and all, and starts it again on what it had written down. */
  crash(): Promise<void>
  /** Moves the simulators' clock: what a phone sends carries that time. */
  moveClock(hours: number): Promise<void>
  /**
   * Ends it by SIGINT and forgets the data, or leaves them in the folder `keep`.
   *
   * @throws Error when it did not end well, or logged an error.
   */
  stop(keep?: string): Promise<void>
}

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const MAIN = join(ROOT, 'apps/server/dist/start/main.mjs')
// A test run that is killed must leave no server behind.
const END_WITH_PARENT = join(ROOT, 'scripts/end-with-parent.mjs')
/** Names the folder to start on, in the environment of the tests. */
export const FURNISHED = 'HILO_E2E_FURNISHED'
const START_MAX_MS = 120_000
const STOP_MAX_MS = 30_000
const ERROR_LEVEL = 50

/** What is set beside what every stack needs: `HILO_DEV_SERVICES` for a site on this machine. */
export type Environment = Readonly<Record<string, string>>

/**
 * Starts on the data that `furnish` left, where it did: making a database takes most of a first start.
 *
 * @throws Error with one sentence when the pages are not built or the server does not start.
 */
export async function startStack(more: Environment = {}): Promise<Stack> {
  const stale = namesOfStale()
  if (stale.length > 0)
    throw new Error(`Not built as they are now: ${stale.join(', ')}. Run "npm run build".`)
  const folder = mkdtempSync(join(tmpdir(), 'hilo-e2e-'))
  const furnished = process.env[FURNISHED]
  // PostgreSQL minds whose its files are, and who may read them.
  if (furnished) {
    const data = join(folder, 'data')
    execFileSync('cp', ['-a', furnished, data])
    // Its database had a port of its own, and several copies live at a time.
    for (const name of readdirSync(data)) if (name.endsWith('.port')) rmSync(join(data, name))
  }
  const [port, simulatorsPort] = await freePorts(2)
  const environment = { ...more, PORT: String(port), HILO_SIMULATORS_PORT: String(simulatorsPort) }
  let { child, output } = launch(folder, environment)
  const stop = (keep?: string) => stopStack(child, { folder, output, keep })
  try {
    const oneTimeLink = await printedLink(child, output)
    const simulatorsUrl = `http://127.0.0.1:${simulatorsPort}`
    return {
      url: `http://127.0.0.1:${port}`,
      simulatorsUrl,
      siteUrl: `${simulatorsUrl}/site`,
      dataFolder: join(folder, 'data'),
      oneTimeLink,
      phoneUrl: (personId) => `${simulatorsUrl}/phones/whatsapp/${personId}`,
      moveClock: (hours) => moveClock(simulatorsUrl, hours),
      async crash() {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
        ;({ child, output } = launch(folder, environment))
        await printedLink(child, output)
      },
      stop,
    }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}

type Output = { text: string }

function launch(folder: string, environment: Environment): { child: ChildProcess; output: Output } {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LANG: process.env.LANG,
      HILO_DATA_DIR: join(folder, 'data'),
      // What a machine has installed changes no test.
      HILO_TRANSLATOR: 'off',
      ...environment,
    },
  })
  const output = { text: '' }
  child.stdout.on('data', (chunk) => (output.text += chunk))
  child.stderr.on('data', (chunk) => (output.text += chunk))
  return { child, output }
}

async function printedLink(child: ChildProcess, output: Output): Promise<string> {
  const deadline = Date.now() + START_MAX_MS
  while (Date.now() < deadline) {
    const link = /Open\s+(http\S+)/.exec(output.text)?.[1]
    if (link) return link
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server did not print its link. It said: ${output.text.trim() || 'nothing'}`)
}

type Stopping = { folder: string; output: Output; keep: string | undefined }

async function stopStack(child: ChildProcess, { folder, output, keep }: Stopping): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS)
    child.kill('SIGINT')
    await ended
    clearTimeout(late)
  }
  if (keep !== undefined) renameSync(join(folder, 'data'), keep)
  rmSync(folder, { recursive: true, force: true })
  if (child.exitCode !== 0) throw new Error(`The server did not end well. It said: ${output.text.trim()}`)
  const errors = output.text.split('\n').filter(isErrorLine)
  if (errors.length > 0) throw new Error(`The server logged errors: ${errors.join('\n')}`)
}

function isErrorLine(line: string): boolean {
  const level = /^\{"level":(\d+)/.exec(line)?.[1]
  return level !== undefined && Number(level) >= ERROR_LEVEL
}

async function moveClock(simulatorsUrl: string, hours: number): Promise<void> {
  const answer = await fetch(`${simulatorsUrl}/control/clock/move`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ms: hours * 3_600_000 }),
  })
  if (!answer.ok) throw new Error(`The simulators' clock did not move: ${answer.status}.`)
}

/** Ports that were free a moment ago; all are held until all are found, so that no two are equal. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
