import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { api, type Id, type LogEntry, newId, type Scope } from '@hilo/protocol'
import { beforeAll, expect, test } from 'vitest'
import { type GatheredEntry, insertEntries } from '../domain/log/insert.ts'
import { testDatabase } from '../testing/database.ts'
import { aBackend, anOrg } from '../testing/factories.ts'
import { startServer } from '../testing/server.ts'

// `hilo logs` against a whole server, as a process of its own.

const HILO = resolve(import.meta.dirname, '../../../../packages/sdk/bin/hilo.mjs')
const database = await testDatabase()
const { db } = database
const server = await startServer(database)
let orgId: Id
let key: string

beforeAll(async () => {
  orgId = await anOrg(db)
  key = await aKey(orgId, ['logs:read'])
})

async function aKey(org: Id, scopes: Scope[]): Promise<string> {
  const owner = await server.signIn(org, { role: 'owner' })
  const body = { name: 'Night watch', scopes, expiresAt: null }
  return (await owner.call(api.createApiKey, { body })).key
}

let at = Date.now() - 60_000

function entry(words: string, over: Partial<GatheredEntry> = {}): GatheredEntry {
  at += 5
  return {
    ...{ id: newId(), at: new Date(at), severity: 'info', source: 'backend', kind: 'backend.logged' },
    ...{ text: words, ...over },
  }
}

const store = (entries: GatheredEntry[], org = orgId) => db.flight(org, [insertEntries(org, entries)])

function start(args: string, env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [HILO, 'logs', ...args.split(' ').filter(Boolean)], {
    env: { ...process.env, VITEST: undefined, HILO_SERVER: server.url, HILO_API_KEY: key, ...env },
  })
}

async function logs(args: string, env: Record<string, string> = {}) {
  const child = start(args, env)
  child.stdin.end()
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (child.exitCode === null) await once(child, 'exit')
  return { code: child.exitCode, stdout, stderr }
}

/** The texts of what was printed with `--json`, as far as lines are whole. */
function textsOf(stdout: string): string[] {
  const lines = stdout.slice(0, stdout.lastIndexOf('\n') + 1).split('\n')
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as LogEntry).text)
}

test('it shows the last entries, oldest first, in words and without colours where nobody sees them', async () => {
  const { backendId } = await aBackend(db, orgId, { name: 'sorting' })
  await store([entry('old'), entry('one'), entry('\u001b[31mred\u001b[0m\ntwo lines', { data: { a: 1 } })])
  await store([entry('broken', { severity: 'error', kind: 'run.failed', backendId, version: 'ab12' })])
  const { code, stdout } = await logs('--last 3')

  expect(code).toBe(0)
  expect(stdout.replaceAll(/^[\d-]{10} [\d:]{8} /gm, '')).toBe(
    [
      'info  backend.logged     one',
      'info  backend.logged     red\n    two lines {"a":1}',
      'error run.failed         sorting ab12: broken\n',
    ].join('\n'),
  )
  expect(textsOf((await logs('--json --severity error --backend sorting --since 1h')).stdout)).toEqual([
    'broken',
  ])
})

test('a key without the scope, another org and an unknown backend are refused in words', async () => {
  const other = await anOrg(db)

  expect(await logs('', { HILO_API_KEY: await aKey(orgId, ['runs:read']) })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('create one with the scope logs:read'),
  })
  expect(await logs('--json', { HILO_API_KEY: await aKey(other, ['logs:read']) })).toMatchObject({
    code: 0,
    stdout: '',
  })
  expect(await logs('--backend nobody')).toMatchObject({
    code: 1,
    stderr: 'There is no micro-backend of this name.\n',
  })
})

test('it ends quietly when whoever reads it has had enough', async () => {
  await store(Array.from({ length: 400 }, (_, n) => entry(`${n} ${'x'.repeat(3_000)}`)))
  const child = start('--last 400 -f')
  const stderr = text(child.stderr)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [code] = await once(child, 'exit')

  expect([code, await stderr]).toEqual([0, ''])
})

test('following goes on after a restart of the server, and neither loses nor repeats a line', async () => {
  const org = await anOrg(db)
  const apiKey = await aKey(org, ['logs:read'])
  await store([entry('before')], org)
  const child = start('-f --json --last 1', { HILO_API_KEY: apiKey })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part) => {
    stdout += part
  })
  child.stderr.on('data', (part) => {
    stderr += part
  })
  const seen = () => expect.poll(() => textsOf(stdout), { timeout: 30_000 })
  await seen().toEqual(['before'])

  await store([entry('live')], org)
  await seen().toEqual(['before', 'live'])
  await server.stop()
  await store([entry('while it is away')], org)
  await expect.poll(() => stderr, { timeout: 30_000 }).toContain('does not answer')
  const { port, publicUrl } = server.config
  const again = await startServer(database, { config: { port, publicUrl } })
  // More than a page, and one that was stored late: it belongs before them.
  const late = new Date(at + 1)
  await store(
    Array.from({ length: 450 }, (_, n) => entry(`${n}`)),
    org,
  )
  await expect.poll(() => textsOf(stdout).length, { timeout: 30_000 }).toBe(453)
  await store([entry('late', { at: late }), entry('last')], org)
  await expect.poll(() => textsOf(stdout).length, { timeout: 30_000 }).toBe(455)

  const numbers = Array.from({ length: 450 }, (_, n) => `${n}`)
  expect(textsOf(stdout)).toEqual(['before', 'live', 'while it is away', ...numbers, 'late', 'last'])
  expect(stderr).toBe(
    'The server does not answer. It is asked again until it does.\nThe server answers again.\n',
  )
  child.kill('SIGINT')
  await once(child, 'exit')
  await again.stop()
}, 120_000)
