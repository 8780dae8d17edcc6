import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isAlive } from './embedded/process-table.ts'
import { stopLeftover } from './embedded/stop-leftover.ts'
import { type Embedded, startEmbedded, superviseEmbedded } from './embedded.ts'

let dataDir: string
let said: string[]
/** Data that was made once and lies still: most tests are about what happens to it later. */
let made: string

const log = (sentence: string) => void said.push(sentence)

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'hilo-embedded-'))
  await (await startEmbedded({ dataDir: made, log })).stop()
})

afterAll(() => rmSync(made, { recursive: true, force: true }))

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hilo-embedded-'))
  said = []
})

afterEach(async () => {
  if (existsSync(dataDir)) await stopLeftover(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

describe('startEmbedded', () => {
  test('makes a PostgreSQL 18 that syncs to the disk, and keeps its data, port and password', async () => {
    const first = await startEmbedded({ dataDir, log })
    await query(first, 'create table kept as select 41 as value')
    expect(await query(first, 'show server_version_num')).toMatchObject([{ server_version_num: /^18/ }])
    expect(await query(first, 'show fsync')).toEqual([{ fsync: 'on' }])
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await startEmbedded({ dataDir, log })

    expect(second.adminUrl).toBe(first.adminUrl)
    expect(await query(second, 'select value from kept')).toEqual([{ value: 41 }])
    expect(existsSync(join(dataDir, 'postgres-18', 'PG_VERSION'))).toBe(true)
    await second.stop()
  })

  test('adopts the server that a killed process left', async () => {
    layData()
    const child = await startInChild(dataDir)
    child.process.kill('SIGKILL')
    await once(child.process, 'exit')
    expect(isAlive(child.pid)).toBe(true)

    const embedded = await startEmbedded({ dataDir, log })

    expect(embedded.pid).toBe(child.pid)
    expect(await query(embedded, 'select 1 as one')).toEqual([{ one: 1 }])
    await embedded.stop()
    await embedded.exited
    expect(isAlive(child.pid)).toBe(false)
  })

  test('starts over the remains when the process and its server were killed', async () => {
    layData()
    const child = await startInChild(dataDir)
    child.process.kill('SIGKILL')
    process.kill(child.pid, 'SIGKILL')
    await once(child.process, 'exit')
    // On a busy machine it is told to end long before it does.
    await expect.poll(() => isAlive(child.pid)).toBe(false)

    const embedded = await startEmbedded({ dataDir, log })

    expect(embedded.pid).not.toBe(child.pid)
    expect(await query(embedded, 'select 1 as one')).toEqual([{ one: 1 }])
    await embedded.stop()
  })

  test('takes a pid file for stale when its pid belongs to another program', async () => {
    layData()
    const first = await startEmbedded({ dataDir, log })
    const file = join(dataDir, 'postgres-18', 'postmaster.pid')
    const lines = readFileSync(file, 'utf8').split('\n')
    await first.stop()
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'))

    const second = await startEmbedded({ dataDir, log })

    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
  })

  test('takes another port, and says so, when its own is taken', async () => {
    layData()
    const first = await startEmbedded({ dataDir, log })
    await first.stop()
    const intruder = createServer().listen(first.port, '127.0.0.1')
    await once(intruder, 'listening')

    const second = await startEmbedded({ dataDir, log })

    expect(second.port).not.toBe(first.port)
    expect(said).toEqual([expect.stringContaining(`Port ${first.port} is taken by another program`)])
    await second.stop()
    intruder.close()
  })

  test('says what to do when the data is damaged', async () => {
    layData()
    const first = await startEmbedded({ dataDir, log })
    await first.stop()
    rmSync(join(dataDir, 'postgres-18', 'global', 'pg_control'))

    await expect(startEmbedded({ dataDir, log })).rejects.toThrow(/is damaged: restore a backup/)
  })

  test('says what to do when the data folder cannot be made', async () => {
    const file = join(dataDir, 'file')
    writeFileSync(file, '')

    await expect(startEmbedded({ dataDir: join(file, 'data'), log })).rejects.toThrow(/ENOTDIR/)
  })

  test('does not open an empty database beside the data of another major version', async () => {
    mkdirSync(join(dataDir, 'postgres-17'))

    await expect(startEmbedded({ dataDir, log })).rejects.toThrow(/written by another PostgreSQL/)
  })
})

describe('a server that runs', () => {
  let embedded: Embedded

  beforeAll(async () => {
    embedded = await startEmbedded({ dataDir: made, log })
  })
  afterAll(() => embedded.stop())

  test('answers on its Unix socket too', async () => {
    const url = new URL(embedded.adminUrl)

    const client = new pg.Client({
      host: embedded.socketFolder,
      port: embedded.port,
      user: 'postgres',
      password: url.password,
      database: 'postgres',
    })
    await client.connect()

    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await client.end()
  })

  test('refuses a wrong password', async () => {
    const url = new URL(embedded.adminUrl)
    url.password = 'wrong'

    await expect(query({ adminUrl: url.href }, 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('does not share its data with another Hilo', async () => {
    const another = startEmbedded({ dataDir: made, log })

    await expect(another).rejects.toThrow(/^Hilo already runs on .*\(process \d+\)/)
    expect(isAlive(embedded.pid)).toBe(true)
  })
})

describe('superviseEmbedded', () => {
  test('brings a killed server back on the same port with everything that was committed', async () => {
    layData()
    const embedded = await superviseEmbedded({ dataDir, log })
    await query(embedded, 'create table kept as select 41 as value')
    const killed = embedded.pid
    const busy = query(embedded, 'select pg_sleep(60)')
    await sleep(50)

    process.kill(killed, 'SIGKILL')
    const killedAt = Date.now()
    await expect(busy).rejects.toThrow()
    const rows = await eventually(() => query(embedded, 'select value from kept'))

    expect(rows).toEqual([{ value: 41 }])
    expect(Date.now() - killedAt).toBeLessThan(10_000)
    expect(embedded.pid).not.toBe(killed)
    await embedded.stop()
    expect(isAlive(embedded.pid)).toBe(false)
  })

  test('heals again and again', async () => {
    layData()
    const embedded = await superviseEmbedded({ dataDir, log })
    for (let round = 0; round < 5; round++) {
      process.kill(embedded.pid, 'SIGKILL')
      await sleep(round * 40)
      await eventually(() => query(embedded, 'select 1'))
    }

    expect(await query(embedded, 'select 1 as one')).toEqual([{ one: 1 }])
    await embedded.stop()
  }, 60_000)

  test('stays down when it is stopped while it is being started again', async () => {
    layData()
    const embedded = await superviseEmbedded({ dataDir, log })
    process.kill(embedded.pid, 'SIGKILL')
    await sleep(20)

    await embedded.stop()

    expect(isAlive(embedded.pid)).toBe(false)
    await expect(query(embedded, 'select 1')).rejects.toThrow()
  })
})

/** Puts a copy of the data into this test's folder, with the owner and the permissions that it needs. */
function layData(): void {
  execFileSync('cp', ['-Rp', `${made}/.`, dataDir])
}

async function query({ adminUrl }: Pick<Embedded, 'adminUrl'>, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 10_000
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(20)
    }
  }
}

/** Starts the database in a process of its own, so that this one can be killed. */
async function startInChild(folder: string): Promise<{ process: ChildProcess; pid: number }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
    const { pid } = await startEmbedded({ dataDir: ${JSON.stringify(folder)}, log: () => {} })
    console.log(pid)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, pid: Number(output.toString()) }
}
