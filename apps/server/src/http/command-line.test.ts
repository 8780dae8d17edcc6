import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { api, type Backend, type BackendVersion, COMMAND_LINE_SCOPES, type Id, newId } from '@hilo/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { aBackend, anOrg } from '../testing/factories.ts'
import { aPlayedRun } from '../testing/runs.ts'
import { startServer } from '../testing/server.ts'

// The command line against a whole server.

const HILO = resolve(import.meta.dirname, '../../../../packages/sdk/bin/hilo.mjs')
const MANY = resolve(import.meta.dirname, '../../../../packages/sdk/src/cli/testing/many.ts')
const many = spawn(process.execPath, [MANY], { stdio: ['pipe', 'pipe', 'inherit'] })
const answers = createInterface({ input: many.stdout })[Symbol.asyncIterator]()
const database = await testDatabase()
const server = await startServer(database)
let folder: string
let key: string
let orgId: Id

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-remote-'))
  orgId = await anOrg(server.db)
  const owner = await server.signIn(orgId, { role: 'owner' })
  const made = await owner.call(api.createApiKey, {
    body: { name: 'CI', scopes: [...COMMAND_LINE_SCOPES], expiresAt: null },
  })
  key = made.key
})
afterAll(() => {
  many.stdin.end()
  rmSync(folder, { recursive: true })
})

type Ran = { code: number; stdout: string; stderr: string }

/** As people start it: a process of its own. */
async function start(args: string, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [HILO, ...args.split(' ')], {
    cwd: folder,
    env: { ...process.env, VITEST: undefined, XDG_CONFIG_HOME: join(folder, 'home') },
  })
  child.stdin.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (child.exitCode === null) await once(child, 'exit')
  return { code: child.exitCode ?? -1, stdout, stderr }
}

/** In one process for all, for a start costs more than the command. */
async function hilo(
  args: string,
  { input = '', env = {} }: { input?: string; env?: object } = {},
): Promise<Ran> {
  const call = {
    args: args.split(' '),
    folder,
    input,
    env: { XDG_CONFIG_HOME: join(folder, 'home'), ...env },
  }
  many.stdin.write(`${JSON.stringify(call)}\n`)
  const { value } = await answers.next()
  return JSON.parse(value as string)
}

async function json<T>(args: string, options?: { input?: string }): Promise<T> {
  const { code, stdout, stderr } = await hilo(`${args} --json`, options)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

function save(greeting: string): void {
  writeFileSync(
    join(folder, 'backend.ts'),
    `import { defineBackend, z } from '@hilo/sdk'
export default defineBackend({
  name: 'greeter',
  config: z.object({ sign: z.string().default('!') }),
  secrets: ['TOKEN'],
  async run(chat) {
    const name = await chat.ask('${greeting}')
    await chat.say('Hello, ' + name + chat.config.sign)
  },
})\n`,
  )
}

describe('the command line with a server', () => {
  test('says what is missing before somebody logged in', async () => {
    save('Who?')

    expect(await hilo('versions')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('run hilo login'),
    })
    expect(await hilo(`versions --server ${server.url}`)).toMatchObject({
      code: 1,
      stderr: `There is no key for ${server.url}: run hilo login, or set HILO_API_KEY.\n`,
    })
    expect(await hilo('whoami --server http://127.0.0.1:9', { env: { HILO_API_KEY: 'x' } })).toMatchObject({
      code: 1,
      stderr: 'http://127.0.0.1:9 did not answer: is it the address of your Hilo server?\n',
    })
  })

  test('keeps a key that works, for its owner alone, and refuses one that does not', async () => {
    const wrong = await hilo(`login --server ${server.url}`, { input: 'hilo_wrong\n' })
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('See hilo login --help.')])
    const { file } = await json<{ file: string }>(`login --server ${server.url}/`, { input: `${key}\n` })

    expect(file).toBe(join(folder, 'home/hilo/keys.json'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(key)
    expect(JSON.parse((await start('whoami --json')).stdout)).toMatchObject({
      server: server.url,
      apiKey: { name: 'CI' },
    })
  })

  test('keeps no key for what answers with a page', async () => {
    const site = createServer((_request, response) => response.end('<!doctype html>'))
    await once(site.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    const { code, stderr } = await hilo(`login --server ${url}`, { input: 'secret\n' })
    site.close()

    expect([code, stderr]).toEqual([1, expect.stringContaining('is no Hilo server')])
    expect(readFileSync(join(folder, 'home/hilo/keys.json'), 'utf8')).not.toContain(url)
  })

  test('takes an empty variable for none', async () => {
    expect((await hilo('whoami', { env: { HILO_SERVER: '', HILO_API_KEY: '' } })).code).toBe(0)
  })

  test('deploys, promotes, goes back and lists what there is', async () => {
    const first = await hilo('deploy --promote --last 50 --note first')
    const firstHash = /^greeter (\w{8}) is deployed\.\nNew runs use it\.$/m.exec(first.stdout)?.[1]
    const again = await json('deploy')
    save('And who are you?')
    const second = await hilo('deploy')
    const hash = /hilo promote (\w{8})/.exec(second.stdout)?.[1]
    expect(second.stdout).toContain('The secret TOKEN has no value yet: hilo secrets set TOKEN.')
    const promoted = await hilo(`promote ${hash}`)
    const { versions } = await json<{ versions: BackendVersion[] }>('versions --backend greeter')
    const back = await json<Backend>('rollback')

    expect(first.stdout).toMatch(/^The server has no 'greeter' yet, so it has no recorded runs of it\.$/m)
    expect(again).toMatchObject({ isNew: false, isPromoted: false })
    expect(promoted.stdout).toBe(
      `New runs of greeter use ${hash}.\n` +
        'No inbox is answered by greeter yet: choose it in the settings of an inbox, ' +
        `${server.url}/settings/inboxes.\n`,
    )
    expect(first.stdout).toContain('No inbox is answered by greeter yet')
    expect(versions.map(({ isActive }) => isActive)).toEqual([true, false])
    expect(back.version).toBe(firstHash)
    expect((await hilo('versions')).stdout).toMatch(/^\* .*first$/m)
    expect(await hilo('promote ffffffff')).toMatchObject({
      code: 1,
      stderr: "'greeter' has no version 'ffffffff': hilo versions lists them.\n",
    })
  })

  test('deploys nothing whose types do not fit, unless it is told to', async () => {
    save('Who?')
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "noEmit": true, "strict": true } }')
    writeFileSync(join(folder, 'price.ts'), "export const price: number = 'nine'\n")
    const refused = await hilo('deploy')
    const forced = await hilo('deploy --untyped')
    rmSync(join(folder, 'price.ts'))
    rmSync(join(folder, 'tsconfig.json'))

    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('price.ts(1,14): error TS2322'),
    ])
    expect(refused.stderr).toContain('Nothing was deployed: its types do not fit.')
    expect(forced.code).toBe(0)
  })

  test('deploys nothing that does not pass the gate', async () => {
    save('Name?')
    await start('chat --record recorded.ndjson', 'hi\nAna\n')
    save('Your name?')
    expect((await hilo('deploy --gate recorded.ndjson')).stdout).toContain('1 reworded')
    const before = await json<{ versions: unknown[] }>('versions')
    writeFileSync(
      join(folder, 'backend.ts'),
      readFileSync(join(folder, 'backend.ts'), 'utf8').replace("'Hello, '", "(await chat.ask('Age?')) + "),
    )
    const { code, stderr } = await hilo('deploy --gate recorded.ndjson')

    expect([code, stderr]).toEqual([1, expect.stringContaining('Nothing was deployed: 1 of 1')])
    expect(await json('versions')).toMatchObject({ versions: { length: before.versions.length } })
  })

  test('deploys nothing when no run could pass the gate', async () => {
    writeFileSync(join(folder, 'none.ndjson'), '')
    const words = "Nothing was deployed: there are no recorded runs of 'greeter' to play."

    for (const flags of ['--gate none.ndjson', '--last 50']) {
      expect(await hilo(`deploy ${flags}`)).toMatchObject({ code: 1, stderr: expect.stringContaining(words) })
    }
  })

  test('plays no code that fetches outside of a step, and still reaches the server', async () => {
    const code = readFileSync(join(folder, 'backend.ts'), 'utf8')
    writeFileSync(
      join(folder, 'backend.ts'),
      code.replace('const name', "await fetch('data:,')\n    const name"),
    )
    const { stdout, stderr } = await hilo('deploy --gate recorded.ndjson')
    const max = await hilo('deploy --gate recorded.ndjson --max-different 1')
    writeFileSync(join(folder, 'backend.ts'), code)

    expect(stdout).toContain('fetch outside of a step')
    expect(stderr).toContain('1 of 1')
    expect(max.code).toBe(0)
  })

  test('shows where code does not bundle', async () => {
    mkdirSync(join(folder, 'bad'))
    writeFileSync(join(folder, 'bad/backend.ts'), "import 'node:fs'\nexport default {}\n")
    const { code, stderr } = await hilo('deploy bad')

    expect([code, stderr]).toEqual([1, expect.stringContaining('a backend has no files')])
  })

  test('sets secrets from the standard input, and gives none out', async () => {
    const set = await hilo('secrets set TOKEN --backend greeter', { input: 's3cret\n' })
    const listed = await json<{ secrets: object[] }>('secrets list --backend greeter')
    const removed = await json<{ secrets: object[] }>('secrets rm TOKEN --backend greeter')

    expect(set.stdout).toBe('TOKEN is set.\n')
    expect(listed.secrets).toMatchObject([{ name: 'TOKEN', isSet: true, setBy: { name: 'CI' } }])
    expect(JSON.stringify(listed)).not.toContain('s3cret')
    expect(removed.secrets).toMatchObject([{ name: 'TOKEN', isSet: false }])
  })

  test('saves a config that fits, and names the field of one that does not', async () => {
    writeFileSync(join(folder, 'config.json'), '{"sign":"?"}')
    writeFileSync(join(folder, 'wrong.json'), '{"sign":5}')
    const saved = await hilo('config set config.json --backend greeter')
    const wrong = await hilo('config set wrong.json --backend greeter')

    expect(saved.stdout).toMatch(/^Saved as config \d+\.$/m)
    expect((await hilo('config set config.json --backend greeter')).stdout).toContain('nothing changed')
    expect(JSON.parse((await hilo('config get --backend greeter')).stdout)).toEqual({ sign: '?' })
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/^ {2}(config\.)?sign: /m)])
  })

  test('lists runs and exports none where there are none', async () => {
    expect(await json('runs --backend greeter --status done')).toEqual({ runs: [] })
    expect(await hilo('runs --status lost')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('one of running, waiting'),
    })
    expect(await json('runs export none.ndjson --backend greeter')).toMatchObject({ count: 0 })
    expect((await hilo('runs --backend nobody')).code).toBe(1)
  })

  test('tells the metrics, the funnel with them, and refuses too many days', async () => {
    const name = `asker-${newId()}`
    const { backendId } = await aBackend(server.db, orgId, { name })
    const ask = { position: '0001', kind: 'ask' as const, name: 'How many people?', value: { dueAt: null } }
    const answer = { ...ask, position: '0001.0001', kind: 'answer' as const, value: { answer: 4 } }
    const one = await aPlayedRun(server.db, { orgId, backendId })
    await one.commit({ type: 'done', outcome: 'booked' }, [ask, answer])
    const two = await aPlayedRun(server.db, { orgId, backendId })
    await two.commit({ type: 'failed', failure: { code: 'step_failed', message: 'Cold' } }, [ask])

    const { stdout } = await hilo(`metrics ${name}`)
    expect(stdout).toMatch(/^started +2 +100 %$/m)
    expect(stdout).toMatch(/^█{20} +How many people\? +2 +100 % +1 +\d+ ms +0 +0 +1 failed$/m)
    expect(stdout).toMatch(/^1 +booked$/m)
    expect(stdout).toMatch(/^1 +step_failed$/m)
    expect(await json(`metrics ${name} --days 1`)).toMatchObject({ runs: { started: 2 }, handedOff: 0 })
    expect((await hilo('metrics greeter --days 7')).stdout).toMatch(/^greeter, .*: no run began\.$/m)
    expect((await hilo('metrics greeter --days 93')).code).toBe(2)
    expect((await hilo('metrics nobody')).code).toBe(1)
  })

  test('forgets the key', async () => {
    expect((await hilo('logout')).code).toBe(0)
    expect(await hilo('logout')).toMatchObject({ code: 1, stderr: 'There is no key to forget.\n' })
  })
}, 120_000)
