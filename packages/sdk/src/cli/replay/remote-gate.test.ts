import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunRecord } from '@hilo/protocol'
import { MemoryRun } from '@hilo/runtime/memory'
import { playDry, reachRemote } from '@hilo/runtime/remote'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runHilo, valuesOf } from '../testing/run-hilo.ts'

const EXAMPLE = join(import.meta.dirname, '../../../../../examples/remote-python/server.py')
const SECRET = 's'.repeat(40)
const patient = { timeout: 60_000 }

const folder = mkdtempSync(join(tmpdir(), 'hilo-remote-gate-'))
const done = join(folder, 'done')
const servers: ChildProcess[] = []
let isThere = false
let original = ''

beforeAll(async () => {
  original = await serve('original.py', (text) => text)
  isThere = original !== ''
  if (!isThere) return console.warn('Not tested here: the remote example, for there is no python3.')
  const records = await Promise.all(['2', '4', '8'].map((guests) => record(original, guests)))
  writeFileSync(join(folder, 'runs.ndjson'), records.map((each) => `${JSON.stringify(each)}\n`).join(''))
}, 60_000)
afterAll(() => {
  for (const server of servers) server.kill()
  rmSync(folder, { recursive: true })
})

/** Serves the example with a change. What its step does in the world is a file. Empty without Python. */
async function serve(name: string, change: (text: string) => string): Promise<string> {
  const text = readFileSync(EXAMPLE, 'utf8').replace(
    '    def book(key):\n',
    `    def book(key):\n        open(${JSON.stringify(done)}, "w").close()\n`,
  )
  writeFileSync(join(folder, name), change(text))
  const server = spawn('python3', [join(folder, name), '0'], {
    env: { ...process.env, HILO_REMOTE_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  servers.push(server)
  const failed = once(server, 'error').then(() => [''])
  server.on('error', () => undefined)
  const [line] = await Promise.race([once(server.stdout, 'data'), failed])
  return String(line).trim()
}

/** A run as a server would have recorded it, whose step gave what it gives. */
async function record(url: string, guests: string): Promise<RunRecord> {
  const egress = reachRemote(url)
  const remote = { url, secrets: [SECRET] }
  const runId = crypto.randomUUID()
  const name = 'remote-booking'
  const run = new MemoryRun(
    { name, run: async () => undefined },
    {
      clock: Date.now(),
      circumstances: {
        ...{ runId, conversationId: runId, generation: 0, config: null, timeZone: 'UTC' },
        contact: { id: runId, name: 'Ana', locale: 'en', channel: 'web', phone: null, attributes: {} },
      },
      io: {
        log: () => undefined,
        perform: ({ context }) => ({
          guests: Number(guests),
          photo: null,
          idempotencyKey: context.idempotencyKey,
        }),
      },
      play: (turnOf) => playDry({ egress, remote }, turnOf),
    },
  )
  run.receive({ type: 'text', text: 'hello' })
  await run.turn('start')
  run.receive({ type: 'text', text: guests })
  await run.turn('message')
  await egress.close()
  return run.toRecord('recorded')
}

async function replay(url: string, ...more: string[]) {
  const flags = ['--against', url, '--secret-env', 'SECRET', '--from', 'runs.ndjson', '--json', ...more]
  const { code, stdout, stderr } = await runHilo(['replay', ...flags], { folder, env: { SECRET } })
  return { code, stderr, summary: code === 2 || stdout === '' ? null : valuesOf(stdout).at(-1) }
}

describe('recorded runs on code that lives elsewhere', patient, () => {
  test('are the same on the code that had them, and no step is done', async ({ skip }) => {
    if (!isThere) skip()

    expect(await replay(original)).toMatchObject({ code: 0, summary: { total: 3, same: 3 } })
    expect(existsSync(done)).toBe(false)
  })

  test('differ where it changed, and a new step is named and not done', async ({ skip }) => {
    if (!isThere) skip()
    const worded = await serve('worded.py', (text) => text.replace('f"Booked for', 'f"Reserved for'))
    const silent = await serve('silent.py', (text) => text.replace(/ {4}chat\.say\(f"Booked.*\n/, ''))
    const added = await serve('added.py', (text) =>
      text.replace('chat.step("book"', 'chat.step("book again"'),
    )
    const broken = await serve('broken.py', (text) => text.replace("booking['guests']", "booking['none']"))

    expect(await replay(worded)).toMatchObject({ code: 0, summary: { reworded: 3 } })
    expect(await replay(silent)).toMatchObject({ code: 1, summary: { different: 3 } })
    expect(await replay(silent, '--max-different', '3')).toMatchObject({ code: 0 })
    expect(await replay(added)).toMatchObject({
      ...{ code: 1, summary: { added_step: 3, addedSteps: { 'book again': 3 } } },
    })
    expect(await replay(broken)).toMatchObject({ code: 1, summary: { error: 3 } })
    expect(existsSync(done)).toBe(false)
  })

  test('are not played where nobody says that steps are kept from, or they are done', async ({ skip }) => {
    if (!isThere) skip()
    const unaware = await serve('unaware.py', (text) => text.replace(', "dry": True', ''))
    const lying = await serve('lying.py', (text) => text.replace('self.turn.get("dry")', 'False'))

    const unawareOf = await replay(unaware)
    expect(unawareOf).toMatchObject({ code: 1, stderr: expect.stringContaining('its steps would be done') })
    expect(existsSync(done)).toBe(false)
    const lyingOf = await replay(lying)
    expect(lyingOf).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("It did the step 'book' in a dry"),
    })
    rmSync(done, { force: true })
  })

  test('are refused under a wrong secret, and where nobody answers', async ({ skip }) => {
    if (!isThere) skip()
    const flags = ['replay', '--secret-env', 'SECRET', '--from', 'runs.ndjson', '--against']
    const wrong = await runHilo([...flags, original], { folder, env: { SECRET: 'w'.repeat(40) } })
    const nobody = await runHilo([...flags, 'http://127.0.0.1:9/'], { folder, env: { SECRET } })

    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('answered with status 401') })
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('could not be played there') })
  })
})
