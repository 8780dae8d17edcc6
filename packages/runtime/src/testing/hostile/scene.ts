import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openServices, type Services } from './sites.ts'

/**
 * What hostile code could want of a machine: files, an environment, a neighbour, services that listen. A
 * secret lies in each of them, and everything that listens says when it was reached.
 */
export type Scene = Services & {
  readonly secret: string
  /** Holds `secret.txt`, `.json`, `.env`, `.cjs` and `.mjs`; whatever else is in it was put there. */
  readonly folder: string
  readonly victimPid: number
  readonly tcpPort: number
  readonly udpPort: number
  readonly socketPath: string
  readonly abstractName: string
  /** Who was reached since the last call. */
  takeHeard(): string[]
  isVictimAlive(): boolean
  /** Files that somebody else put into the folder; they are removed. */
  takeStrangers(): string[]
}

const OURS = new Set(['secret.txt', 'secret.json', 'secret.env', 'secret.cjs', 'secret.mjs', 'service.sock'])

export async function openScene(): Promise<Scene> {
  const secret = `secret-${randomUUID()}`
  const folder = mkdtempSync(join(tmpdir(), 'hilo-hostile-'))
  layOut(folder, secret)
  process.env.HILO_HOSTILE_SECRET = secret
  const socketPath = join(folder, 'service.sock')
  const abstractName = `\0hilo-hostile-${process.pid}`
  const heard: string[] = []
  const serve = (name: string) =>
    createServer((socket) => {
      heard.push(name)
      socket.on('error', () => {}).end(secret)
    })
  const tcp = await listening(serve('a port'), { host: '127.0.0.1', port: 0 })
  const unix = await listening(serve('a Unix socket'), { path: socketPath })
  const abstract = await listening(serve('an abstract socket'), { path: abstractName })
  const udp = createSocket('udp4').on('message', () => heard.push('a datagram socket'))
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  const services = await openServices(() => heard.push('a service of this machine'))
  let victim = startVictim(secret)
  return {
    ...services,
    ...{ secret, folder, socketPath, abstractName },
    get victimPid() {
      if (!isAlive(victim)) victim = startVictim(secret)
      return victim.pid ?? 0
    },
    tcpPort: (tcp.address() as { port: number }).port,
    udpPort: udp.address().port,
    takeHeard: () => heard.splice(0),
    isVictimAlive: () => isAlive(victim),
    takeStrangers() {
      const strangers = readdirSync(folder).filter((name) => !OURS.has(name))
      for (const name of strangers) rmSync(join(folder, name), { recursive: true })
      return strangers
    },
    stop() {
      services.stop()
      for (const server of [tcp, unix, abstract]) server.close()
      udp.close()
      victim.kill('SIGKILL')
      delete process.env.HILO_HOSTILE_SECRET
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function layOut(folder: string, secret: string): void {
  writeFileSync(join(folder, 'secret.txt'), secret)
  writeFileSync(join(folder, 'secret.json'), JSON.stringify({ secret }))
  writeFileSync(join(folder, 'secret.env'), `STOLEN=${secret}\n`)
  writeFileSync(join(folder, 'secret.cjs'), `module.exports = '${secret}'`)
  writeFileSync(join(folder, 'secret.mjs'), `export default '${secret}'`)
}

function listening(
  server: Server,
  where: { host: string; port: number } | { path: string },
): Promise<Server> {
  return new Promise((resolve) => server.listen(where, () => resolve(server)))
}

/** A neighbour with the secret in its environment. */
function startVictim(secret: string): ChildProcess {
  return spawn('sleep', ['600'], { env: { SECRET: secret }, stdio: 'ignore', detached: true })
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}
