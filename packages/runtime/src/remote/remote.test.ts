import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { JournalEntry } from '@hilo/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createEgress, type Egress } from '../host/egress.ts'
import { jobAfter, jobOf, messageOf } from '../testing/job-of.ts'
import { checkRemote } from './check-remote.ts'
import { describeRemote } from './describe-remote.ts'
import { playRemote } from './play-remote.ts'
import type { Remote } from './post.ts'

const SECRET = randomBytes(24).toString('hex')
const EXAMPLE = join(import.meta.dirname, '../../../../examples/remote-python/server.py')
const patient = { timeout: 60_000 }

let python: ChildProcess | null = null
let example = ''
const servers: Server[] = []

beforeAll(async () => {
  python = spawn('python3', [EXAMPLE, '0'], { env: { ...process.env, HILO_REMOTE_SECRET: SECRET } })
  example = await new Promise((resolve) => {
    python?.on('error', () => resolve(''))
    python?.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()))
  })
  if (example === '') console.warn('Not tested here: the remote example, for there is no python3.')
}, 60_000)

afterAll(() => void python?.kill())
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

function reaching(url: string): Egress {
  return createEgress({ devLoopback: [new URL(url).host] })
}

const remoteAt = (url: string): Remote => ({ url, secrets: [SECRET] })

type Answer = (body: { type: string; tail: JournalEntry[] }) => unknown[] | number | null

/** A remote backend that checks nothing, and answers each POST with these values; null never ends. */
async function aRemote(answer: Answer, sign = SECRET): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const values = isJson(body) ? answer(JSON.parse(body)) : 400
      if (values === null) return
      if (typeof values === 'number') {
        response.writeHead(values, { location: 'http://127.0.0.1:1/' }).end()
        return
      }
      for (const [index, value] of values.entries()) {
        const json = JSON.stringify(value)
        const text = `${request.headers['hilo-request']}.${index}.${json}`
        response.write(`v1=${createHmac('sha256', sign).update(text).digest('hex')} ${json}\n`)
      }
      response.end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const version = { hash: 'remote', bundlePath: '' }
const never: Answer = () => null
const done = { type: 'turn_end', entries: [], readSeq: 1, end: { type: 'done', outcome: null } }
const step = (value: unknown) => ({
  type: 'step',
  entry: { position: '0001', kind: 'step', name: 'book', value: { ok: value } },
})

async function play(url: string, job = jobOf(version), turnMs = 20_000) {
  const egress = reaching(url)
  try {
    return await playRemote(egress, job, { remote: remoteAt(url), turnMs })
  } finally {
    await egress.close()
  }
}

describe('the example in Python', () => {
  test('keeps every rule of the protocol', patient, async ({ skip }) => {
    if (example === '') skip()
    const egress = reaching(example)
    const findings = await checkRemote({ egress, remote: remoteAt(example) })
    await egress.close()

    expect(findings.filter(({ fault }) => fault !== null)).toEqual([])
    expect(findings.length).toBeGreaterThanOrEqual(15)
  })

  test(
    'plays a conversation, its step recorded once under the key of its place',
    patient,
    async ({ skip }) => {
      if (example === '') skip()
      const first = jobOf(version, 'hello')
      const asked = await play(example, first)
      if (asked.type !== 'end' || asked.end.type !== 'wait') throw new Error(JSON.stringify(asked))
      const journal = [...asked.entries]
      const next = jobAfter(first, journal, {
        wait: asked.end.wait,
        inbox: [messageOf('4', 3)],
        promptSeq: 2,
      })
      const answered = await play(example, {
        ...next,
        onStep: async (entry) => {
          journal.push(entry)
          return entry
        },
        journal: async () => journal,
      })

      expect(journal.filter(({ kind }) => kind === 'step')).toMatchObject([
        { value: { ok: { guests: 4, idempotencyKey: `${first.turn.runId}:1:0002` } } },
      ])
      expect(answered).toMatchObject({ readSeq: 3, end: { type: 'done' } })
      expect(JSON.stringify(answered)).toContain('Booked for 4.')
    },
  )

  test('asks again after a photo without a caption', patient, async ({ skip }) => {
    if (example === '') skip()
    const first = jobOf(version, 'hello')
    const asked = await play(example, first)
    if (asked.type !== 'end' || asked.end.type !== 'wait') throw new Error(JSON.stringify(asked))
    const photo = { ...messageOf('', 3), content: { type: 'media', kind: 'image' } as const }
    const journal = [...asked.entries]
    const next = jobAfter(first, journal, { wait: asked.end.wait, inbox: [photo], promptSeq: 2 })
    const again = await play(example, { ...next, journal: async () => journal })

    expect(again).toMatchObject({ readSeq: 3, entries: [{ kind: 'retry' }], end: { type: 'wait' } })
  })

  test('does not start with a secret that could be guessed', patient, async ({ skip }) => {
    if (example === '') skip()
    const weak = spawn('python3', [EXAMPLE, '0'], { env: { ...process.env, HILO_REMOTE_SECRET: 'short' } })
    const code = await new Promise((resolve) => weak.once('exit', resolve))

    expect(code).toBe(1)
  })
})

describe('a remote turn', () => {
  test('goes on with the step that was recorded first, not with its own', async () => {
    const url = await aRemote(({ tail }) =>
      tail.length === 0 ? [step('mine'), done] : [{ ...done, end: { type: 'done', outcome: 'again' } }],
    )
    const winner: JournalEntry = { position: '0001', kind: 'step', name: 'book', value: { ok: 'theirs' } }
    const job = jobOf(version, 'x', { onStep: async () => winner, journal: async () => [winner] })

    expect(await play(url, job)).toMatchObject({ end: { type: 'done', outcome: 'again' } })
  })

  test('rejects when a step cannot be recorded, for that is not its fault', async () => {
    const url = await aRemote(() => [step('x'), done])
    const onStep = () => Promise.reject(new Error('The database is down.'))

    await expect(play(url, jobOf(version, 'x', { onStep }))).rejects.toThrow('The database is down.')
  })

  test.each<[string, Answer, RegExp]>([
    ['fails', () => 500, /status 500/],
    ['redirects', () => 302, /redirect/],
    ['says nothing', () => [], /neither a step nor an end/],
    ['asks for what it was given', () => [{ type: 'need_full' }], /given whole/],
    ['says what nobody may', () => [{ ...done, entries: [{ position: 'x' }] }], /wrong position/],
    [
      'pours',
      () => Array.from({ length: 300 }, () => ({ type: 'log', level: 'info', text: 'x'.repeat(4e4) })),
      /8 MiB/,
    ],
    ['never answers', never, /did not answer in time/],
  ])('that %s ends in words', async (_what, answer, words) => {
    const url = await aRemote(answer)

    const turnMs = answer === never ? 1_000 : 20_000
    expect(await play(url, jobOf(version), turnMs)).toMatchObject({
      type: 'crashed',
      reason: 'remote',
      detail: expect.stringMatching(words),
    })
  })

  test('that is signed with another secret is not believed', async () => {
    const url = await aRemote(() => [done], 'another secret')

    expect(await play(url)).toMatchObject({ detail: 'Line 1 of the answer has no valid signature.' })
  })

  test('reads no message that it was not shown, and steps without end are a limit', async () => {
    const claiming = await aRemote(() => [{ ...done, readSeq: 99 }])
    expect(await play(claiming)).toMatchObject({ readSeq: 1 })
    const large = await aRemote(() =>
      Array.from({ length: 1_001 }, (_, n) => ({
        ...step(n),
        entry: { ...step(n).entry, position: String(n).padStart(4, '0') },
      })),
    )

    expect(await play(large)).toMatchObject({ end: { type: 'failed', failure: { code: 'limit' } } })
  })

  test('goes nowhere but to a public address over TLS', async () => {
    const guarded = createEgress()
    const at = (url: string) => describeRemote(guarded, remoteAt(url))

    await expect(at('http://example.com/')).rejects.toThrow('must begin with https://')
    await expect(at('https://127.0.0.1/')).rejects.toThrow('not a public address')
    await guarded.close()
  })
})

test('the kit finds out who takes every request, and who is not signed', patient, async () => {
  const ready = {
    type: 'ready',
    protocol: 1,
    name: 'x',
    manifest: { name: 'x', config: null, secrets: [], egress: [] },
  }
  const careless = await aRemote(({ type }) => (type === 'describe' ? [ready] : [done]))
  const egress = reaching(careless)
  const found = await checkRemote({ egress, remote: remoteAt(careless) })
  await egress.close()

  const broken = found.filter(({ fault }) => fault !== null).map(({ rule }) => rule)
  expect(broken).toEqual(
    expect.arrayContaining([
      'refuses a request without a signature',
      'refuses a request of an hour ago',
      'refuses the same request again',
      'refuses a protocol of the future',
      'asks for a journal that it has not',
    ]),
  )
  expect(broken).not.toContain('says what it is')
})
