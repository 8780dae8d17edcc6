import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, createHmac, randomBytes } from 'node:crypto'
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

type Body = { type: string; tail: JournalEntry[]; tool?: unknown; files?: unknown[]; kept?: unknown[] }
type Answer = (body: Body) => unknown[] | number | null

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
    expect(findings.length).toBeGreaterThanOrEqual(22)
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

  test(
    'reads the photo that came with an answer, and hands over a file that it made',
    patient,
    async ({ skip }) => {
      if (example === '') skip()
      const first = jobOf(version, 'hello')
      const asked = await play(example, first)
      if (asked.type !== 'end' || asked.end.type !== 'wait') throw new Error(JSON.stringify(asked))
      const content = { type: 'media', kind: 'image', mediaId: 'm9', caption: '4' } as const
      const photo = { ...messageOf('', 3), content }
      const journal = [...asked.entries]
      const bytes = randomBytes(700_000)
      const made: string[] = []
      const next = jobAfter(first, journal, { wait: asked.end.wait, inbox: [photo], promptSeq: 2 })
      const answered = await play(example, {
        ...next,
        onStep: async (entry, before) => {
          journal.push(...before, entry)
          return entry
        },
        journal: async () => journal.toSorted((a, b) => (a.position < b.position ? -1 : 1)),
        media: async (_, offset) => ({
          ...{ type: 'part', size: bytes.length, bytes: bytes.subarray(offset, offset + 262_144) },
        }),
        askModel: async ({ of }) => ({ type: 'answered', value: of === null ? 'birthday' : null }),
        keepFile: async ({ bytes: kept, mimeType, filename }) => {
          made.push(`${filename} ${Buffer.from(kept)}`)
          return { type: 'kept', file: { mediaId: 'kept-1', kind: 'document', mimeType } }
        },
      })

      const digest = createHash('sha256').update(bytes).digest('hex')
      expect(journal.find(({ kind }) => kind === 'step')?.value).toMatchObject({ ok: { photo: digest } })
      expect(made).toEqual(['voucher.txt A table for 4. Happy birthday!'])
      expect(journal.filter(({ kind }) => kind === 'ai')).toMatchObject([{ value: { ok: 'birthday' } }])
      expect(answered).toMatchObject({
        end: { type: 'done' },
        entries: [{ kind: 'say' }, { kind: 'say', content: { type: 'media', mediaId: 'kept-1' } }],
      })
    },
  )

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

  test('runs a tool that it declares, and is told what the model filled in', async () => {
    const url = await aRemote(({ tool }) => [
      { ...done, end: { ...done.end, output: { type: 'done', result: tool, reply: null } } },
    ])
    const tool = { name: 'find', input: { number: '7' }, isCheck: false, ms: 10_000 }
    const job = jobOf(version)

    expect(await play(url, { ...job, turn: { ...job.turn, inbox: [], tool } })).toMatchObject({
      end: { type: 'done', output: { type: 'done', result: tool } },
    })
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

  test('is given what it asks for of files, with the reason where there is none, until a step is done', async () => {
    const posted: unknown[] = []
    const url = await aRemote(({ files, kept, tail }) => {
      posted.push({ files, kept })
      if (!files && tail.length === 0)
        return [
          { type: 'media', id: 'a' },
          { type: 'media', id: 'b' },
        ]
      if (tail.length === 0) return [step(1)]
      const body = Buffer.from('made').toString('base64')
      const about = { mimeType: 'text/plain', filename: null }
      return kept ? [done] : [{ type: 'keep_file', keep: 7, body, about }]
    })
    const journal: JournalEntry[] = []
    const part = { type: 'part', size: 3, bytes: Buffer.from('abc') } as const
    const job = jobOf(version, 'x', {
      onStep: async (entry) => {
        journal.push(entry)
        return entry
      },
      journal: async () => journal,
      media: async (id) => (id === 'a' ? part : { type: 'none', reason: 'It is gone.' }),
      keepFile: async () => ({ type: 'refused', message: 'Not here.' }),
    })

    expect(await play(url, job)).toMatchObject({ end: { type: 'done' } })
    const none = { files: undefined, kept: undefined }
    const files = [
      { id: 'a', size: 3, body: Buffer.from('abc').toString('base64') },
      { id: 'b', message: 'It is gone.', isFinal: false },
    ]
    expect(posted).toEqual([
      none,
      { ...none, files },
      none,
      { ...none, kept: [{ keep: 7, message: 'Not here.' }] },
    ])
  })

  const asking =
    (...asks: unknown[]): Answer =>
    () =>
      asks
  const media = { type: 'media', id: 'a' }
  const asked = { kind: 'classify', of: null, wrong: null, labels: [] }
  const anAsk = { type: 'ask_model', ask: 1, asked }
  const about = { mimeType: 'text/plain', filename: null }
  const made = (body: string, more = {}) => ({ type: 'keep_file', keep: 1, body, about, ...more })

  test.each<[string, Answer, RegExp]>([
    ['asks for the same file again', asking(media), /asked again for a file/],
    ['asks for one file twice at once', asking(media, media), /asked again for a file/],
    ['hands the same file over again', asking(made('YQ==')), /handed a file over again/],
    ['asks a model again', asking(anAsk), /asked a model again/],
    ['hands a file over in parts', asking(made('YQ==', { about: null })), /is one line/],
    [
      'asks for more and more',
      asking(...Array.from({ length: 41 }, (_, id) => ({ type: 'media', id: String(id) }))),
      /More than 40 files in one turn/,
    ],
  ])('that %s ends in words', async (_what, answer, words) => {
    const url = await aRemote(answer)
    const part = { type: 'part', size: 1, bytes: Buffer.from('a') } as const
    const file = { mediaId: 'm', kind: 'document', mimeType: 'text/plain' } as const
    const job = jobOf(version, 'x', {
      media: async () => part,
      keepFile: async () => ({ type: 'kept', file }),
    })

    expect(await play(url, job)).toMatchObject({ type: 'crashed', detail: expect.stringMatching(words) })
  })

  test('is not handed more than 8 MB, nor taken more than 5 MB from', async () => {
    let given: unknown
    const url = await aRemote(({ files, kept }) => {
      given = { files, kept }
      if (!files) return [{ type: 'media', id: 'a' }]
      return kept ? [done] : [made(Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64'))]
    })
    const part = { type: 'part', size: 9 * 1024 * 1024, bytes: Buffer.alloc(1) } as const

    expect(await play(url, jobOf(version, 'x', { media: async () => part }))).toMatchObject({ type: 'end' })
    expect(given).toMatchObject({
      files: [{ id: 'a', message: expect.stringMatching(/has 9 MB/), isFinal: true }],
      kept: [{ keep: 1, message: 'A file may have at most 5 MB.' }],
    })
  })

  test('rejects when a file cannot be read for a reason of the host', async () => {
    const url = await aRemote(asking(media))
    const job = jobOf(version, 'x', { media: () => Promise.reject(new Error('The database is down.')) })

    await expect(play(url, job)).rejects.toThrow('The database is down.')
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

test(
  'the kit finds out who does a step in a dry turn, though it says that it does none',
  patient,
  async () => {
    const manifest = { name: 'x', config: null, secrets: [], egress: [], dry: true }
    const lying = await aRemote(({ type, tail }) => {
      if (type === 'describe') return [{ type: 'ready', protocol: 1, name: 'x', manifest }]
      return (tail ?? []).length === 0 ? [step(1)] : [done]
    })
    const egress = reaching(lying)
    const found = await checkRemote({ egress, remote: remoteAt(lying) })
    await egress.close()

    const rule = found.find(({ rule }) => rule.startsWith('does no step in a dry turn'))
    expect(rule?.fault).toBe("It did the step 'book' in a dry turn.")
  },
)

test('the kit finds out who asks for a file again and again', patient, async () => {
  const manifest = { name: 'x', config: null, secrets: [], egress: [] }
  const asking = await aRemote(({ type }) =>
    type === 'describe'
      ? [{ type: 'ready', protocol: 1, name: 'x', manifest }]
      : [{ type: 'media', id: 'a' }],
  )
  const egress = reaching(asking)
  const found = await checkRemote({ egress, remote: remoteAt(asking) })
  await egress.close()

  const rule = found.find(({ rule }) => rule === 'asks for a file once, and goes on with it')
  expect(rule?.fault).toMatch(/has no end/)
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
