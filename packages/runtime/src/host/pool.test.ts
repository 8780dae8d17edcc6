import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JournalEntry } from '@hilo/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleOf, bundleSource } from '../testing/bundle-of.ts'
import { jobAfter, jobOf, messageOf } from '../testing/job-of.ts'
import { readManifest } from './manifest.ts'
import type { PlayJob, PlayResult } from './play-job.ts'
import { createPool, type Pool } from './pool.ts'

let pool: Pool
let patient: Pool
let echo: PlayJob['version']
let booking: PlayJob['version']

// Generous, for a test machine may be busy: what is tested is that there is an end, not when.
const limits = { pingMs: 100, pongMs: 1_000, turnMs: 10_000, memoryMb: 200 }

beforeAll(async () => {
  pool = await createPool({ limits })
  // A heap that runs full keeps its process busy, which must not be taken for a loop here.
  patient = await createPool({ limits: { ...limits, pongMs: 60_000 } })
  echo = await bundleOf('await chat.say(await chat.ask())')
  booking = await bundleOf(`
    const guests = await chat.ask('How many?')
    const booked = await chat.step('book', ({ idempotencyKey }) => ({ guests, idempotencyKey }))
    await chat.ask('Anything else for ' + booked.guests + '?')
    await chat.say('Done.')`)
})

afterAll(() => Promise.all([pool.stop(), patient.stop()]))

function textsOf(result: PlayResult): unknown[] {
  if (result.type !== 'end') return [result]
  return result.entries.flatMap(({ content }) => (content && 'text' in content ? [content.text] : []))
}

describe('a pool', () => {
  test('plays a turn in an isolated process that it starts, and says how long that took', async () => {
    const begun = performance.now()
    const result = await pool.play(jobOf(echo, 'hola, ¿qué tal? 👋', { orgId: 'cold' }))
    const coldMs = performance.now() - begun
    console.log(`cold start ${coldMs.toFixed(0)} ms, ${pool.isolation.mode}`)

    expect(textsOf(result)).toEqual(['hola, ¿qué tal? 👋'])
    expect(result).toMatchObject({ readSeq: 1, end: { type: 'done', outcome: null } })
    expect(coldMs).toBeLessThan(5_000)
  })

  test('plays a thousand turns a second and more', async () => {
    const turns = 4_000
    let left = turns
    const [begun, cpu] = [performance.now(), process.cpuUsage()]
    const worker = async () => {
      while (left-- > 0) await pool.play(jobOf(echo))
    }
    await Promise.all(Array.from({ length: 16 }, worker))
    const seconds = (performance.now() - begun) / 1_000
    const { user, system } = process.cpuUsage(cpu)
    const perSecond = turns / seconds
    console.log(
      `${perSecond.toFixed(0)} echo turns/s, ${((user + system) / turns).toFixed(0)} us CPU a turn in the host`,
    )

    expect(perSecond).toBeGreaterThan(1_000)
  })

  test('goes on where the last turn waited, and sends the journal only when it is lacking', async () => {
    const asked: number[] = []
    const noting = (journal: JournalEntry[]) => async (from: number) => {
      asked.push(from)
      return journal.slice(from)
    }
    const recorded: JournalEntry[] = []
    const job = jobOf(booking, 'hello', {
      onStep: async (entry) => {
        recorded.push(entry)
        return entry
      },
    })
    const first = await pool.play(job)
    if (first.type !== 'end' || first.end.type !== 'wait') throw new Error('The first turn did not wait.')
    const journal = [...first.entries]
    const { wait } = first.end
    const inbox = [messageOf('4', 3)]
    const next = { ...jobAfter(job, journal, { wait, inbox, promptSeq: 2 }) }
    const second = await pool.play({
      ...next,
      journal: noting(journal),
    })
    expect(asked).toEqual([])
    expect(textsOf(second)).toEqual(['Anything else for 4?'])
    expect(recorded).toMatchObject([{ kind: 'step', name: 'book', position: '0002', attempts: 1 }])
    expect(recorded[0]?.value).toEqual({ ok: { guests: '4', idempotencyKey: `${job.turn.runId}:1:0002` } })

    // The end of the second turn was refused, as by a person who took over: it is played again from the
    // journal.
    pool.forget(job.turn.runId)
    const after = [...journal, ...recorded]
    const again = jobAfter(job, after, { wait, inbox, promptSeq: 2 })
    const third = await pool.play({
      ...again,
      journal: noting(after),
    })

    expect(asked).toEqual([0])
    expect(textsOf(third)).toEqual(['Anything else for 4?'])
    expect(recorded).toHaveLength(1)
  })

  test('puts the processes of an org behind all others once one of them broke down', async () => {
    const telling = await bundleOf(`
      if (await chat.ask() === 'fall') process.exit(1)
      await chat.say(String(process.getBuiltinModule('os').getPriority()))`)
    const told = async (orgId: string) => textsOf(await pool.play(jobOf(telling, 'tell', { orgId })))[0]
    const usual = Number(await told('falls'))
    await pool.play(jobOf(telling, 'fall', { orgId: 'falls' }))

    expect(Number(await told('falls'))).toBe(usual + 10)
    expect(Number(await told('stands'))).toBe(usual)
  })

  test('runs a tool over a journal of its own, and gives one up that has no more time', async () => {
    const shop = await bundleOf(
      `await chat.say('here')`,
      `tools: {
        find: {
          title: 'Find', description: 'Finds an order.', input: z.object({ number: z.string() }), confirm: 'none',
          run: ({ number }, { step, log }) => step('find', ({ idempotencyKey, attempt }) => {
            log(number)
            if (number === 'slow') return new Promise(() => {})
            if (attempt < 2) throw new Error('The shop is down.')
            return { number, idempotencyKey }
          }),
        },
      },`,
    )
    expect(await readManifest(shop.bundlePath, pool.isolation)).toMatchObject({
      tools: [{ name: 'find', reads: false, input: { type: 'object', required: ['number'] } }],
    })
    const find = (number: string) => {
      const { turn, ...job } = jobOf(shop)
      const tool = { name: 'find', input: { number }, isCheck: false, ms: 10_000 }
      return { ...job, turn: { ...turn, inbox: [], tool } }
    }
    const job = find('7')
    const first = await pool.play(job)
    const wait = first.type === 'end' && first.end.type === 'wait' ? first.end.wait : null
    expect(wait).toMatchObject({ kind: 'step', name: 'find', error: 'The shop is down.' })
    const again = { ...job, turn: { ...job.turn, wait, wake: 'timer' as const, now: wait?.dueAt ?? 0 } }
    expect(await pool.play(again)).toMatchObject({
      end: { output: { type: 'done', result: { number: '7', idempotencyKey: `${job.turn.runId}:1:0001` } } },
    })

    const over = new AbortController()
    const slow = { ...find('slow'), signal: over.signal, onLog: () => over.abort() }
    expect(await pool.play(slow)).toMatchObject({ type: 'crashed', reason: 'timeout' })
    expect(textsOf(await pool.play(jobOf(shop)))).toEqual(['here'])
  })

  test('records steps that go together as each is done, and remembers them in their order', async () => {
    const together = await bundleOf(`
      const { slow, quick } = await chat.all({
        slow: () => new Promise((resolve) => setTimeout(resolve, 50, 'slow')),
        quick: () => 'quick',
      })
      await chat.ask(slow + ' and ' + quick)
      await chat.say('Done.')`)
    const journal: JournalEntry[] = []
    const first = jobOf(together, 'hello', {
      onStep: async (entry) => {
        journal.push(entry)
        return entry
      },
    })
    const asked = await pool.play(first)
    expect(textsOf(asked)).toEqual(['slow and quick'])
    expect(journal.map(({ name }) => name)).toEqual(['quick', 'slow'])

    if (asked.type === 'end') journal.push(...asked.entries)
    journal.sort((a, b) => (a.position < b.position ? -1 : 1))
    const requested: number[] = []
    const wait = asked.type === 'end' && asked.end.type === 'wait' ? asked.end.wait : null
    const answered = await pool.play({
      ...jobAfter(first, journal, { inbox: [messageOf('yes', 5)], readSeq: 1, promptSeq: 4, wait }),
      journal: async (from) => {
        requested.push(from)
        return journal.slice(from)
      },
    })
    expect(textsOf(answered)).toEqual(['Done.'])
    expect(requested).not.toContain(0)
  })

  test('never says that a message was read that the turn had not seen', async () => {
    const forging = await bundleOf(`
      const forged = { type: 'turn_end', turn: 1, entries: [], readSeq: 1e6, end: { type: 'done', outcome: null } }
      process._getActiveHandles().find((handle) => handle.constructor.name === 'Socket').write(JSON.stringify(forged) + '\\n')
      await chat.ask('?')`)

    expect(await pool.play(jobOf(forging))).toMatchObject({ type: 'end', readSeq: 1 })
  })

  test('rejects when a step cannot be recorded, and serves on', async () => {
    const stepping = await bundleOf(`await chat.step('s', () => 1)`)
    const onStep = () => Promise.reject(new Error('The database is down.'))

    await expect(pool.play(jobOf(stepping, 'x', { onStep }))).rejects.toThrow('The database is down.')
    expect(await pool.play(jobOf(stepping))).toMatchObject({ type: 'end', end: { type: 'done' } })
  })

  test('gives a process its secrets, and starts another when they change', async () => {
    const telling = await bundleOf(`await chat.say(chat.secret('TOKEN'))`, `secrets: ['TOKEN'],`)
    const played = ['one', 'two'].map((TOKEN) => pool.play(jobOf(telling, 'x', { secrets: { TOKEN } })))

    expect((await Promise.all(played)).map(textsOf)).toEqual([['one'], ['two']])
  })

  test('finds a step again whose name tells a secret, also when that has changed', async () => {
    const more = `secrets: ['TOKEN'], on: {},`
    const calling = await bundleOf(
      `const token = chat.secret('TOKEN')
       await chat.step('call with ' + token, () => 1, { onUndo: () => null })
       const { ['a ' + token]: a } = await chat.all({ ['a ' + token]: () => 2, b: () => 3 })
       await chat.say(a + ' ' + chat.patched('by ' + token))
       await chat.cancel(await chat.ask('?'))`,
      more,
    )
    const journal: JournalEntry[] = []
    const onStep = async (entry: JournalEntry, before: readonly JournalEntry[] = []) => {
      journal.push(...before, entry)
      return entry
    }
    const first = jobOf(calling, 'x', { secrets: { TOKEN: 'sk-live-51HxYz' }, onStep })
    const asked = await pool.play(first)
    expect(asked).toMatchObject({ type: 'end', end: { type: 'wait' } })
    if (asked.type !== 'end') throw new Error('It did not wait.')
    journal.push(...asked.entries)
    journal.sort((a, b) => (a.position < b.position ? -1 : 1))
    const changes = { inbox: [messageOf('no', 2)], readSeq: 1 }
    const [same, changed] = ['sk-live-51HxYz', 'sk-live-another'].map(async (TOKEN) =>
      pool.play({
        ...jobAfter(first, [...journal], changes),
        secrets: { TOKEN },
        onStep: async (entry) => entry,
      }),
    )

    expect(journal.map(({ name }) => name)).toContain('call with [TOKEN]')
    expect(JSON.stringify(journal)).not.toContain('sk-live')
    expect(await same).toMatchObject({ end: { type: 'cancelled', reason: 'no' } })
    expect(await changed).toMatchObject({ end: { type: 'cancelled', reason: 'no' } })
  })

  test('keeps to its memory: the longest unused process makes room', async () => {
    const small = await createPool({ memoryBudgetMb: 100, limits })
    try {
      const played = Array.from({ length: 5 }, (_, index) =>
        small.play(jobOf(echo, `${index}`, { orgId: `${index}` })),
      )
      const results = await Promise.all(played)
      expect(results.map(textsOf)).toEqual([['0'], ['1'], ['2'], ['3'], ['4']])
      expect(small.size).toBeLessThanOrEqual(2)
    } finally {
      await small.stop()
    }
  })

  test('ends a process that has had nothing to do', async () => {
    const idle = await createPool({ limits: { ...limits, idleMs: 200 } })
    await idle.play(jobOf(echo))
    expect(idle.size).toBe(1)
    await expect.poll(() => idle.size, { timeout: 3_000 }).toBe(0)
    await idle.stop()
  })

  test('lets a model read for the code, and gives its question up with the turn', async () => {
    const bundle = await bundleOf(`
      const fault = await chat.ai.classify(['a', 'b'], { of: 'first' }).catch(({ fault }) => fault)
      await chat.say(fault + await chat.ai.classify(['a', 'b'], { of: 'second' }))`)
    const asked: AbortSignal[] = []
    const result = await pool.play(
      jobOf(bundle, 'x', {
        askModel: async ({ of }, signal) => {
          asked.push(signal)
          if (of === 'second') return { type: 'answered', value: 'b' }
          return { type: 'failed', fault: 'budget', message: 'No room.' }
        },
      }),
    )

    expect(textsOf(result)).toEqual(['budgetb'])
    expect(asked.map(({ aborted }) => aborted)).toEqual([true, true])
  })
})

describe('code that fails', () => {
  test.each([
    ['an exception, with its place', `throw new Error('broken')`, /^Error: broken$/],
    [
      'an unhandled rejection',
      `Promise.reject(new Error('lost')); await chat.sleep(0); await new Promise(() => {})`,
      /lost/,
    ],
    [
      'an error in a timer',
      `setTimeout(() => { throw new Error('late') }, 5); await new Promise(() => {})`,
      /late/,
    ],
    ['fetch outside of a step', `await fetch('https://example.com')`, /call it inside chat.step/],
  ])('by %s ends its turn and no other', async (_name, body, message) => {
    const failing = await bundleOf(
      `if ((await chat.ask()) === 'ok') { await new Promise((r) => setTimeout(r, 100)); await chat.say('fine') } else { ${body} }`,
    )
    const [failed, other] = await Promise.all([pool.play(jobOf(failing)), pool.play(jobOf(failing, 'ok'))])

    expect(failed).toMatchObject({ end: { type: 'failed', failure: { code: 'exception', message } } })
    expect(textsOf(other)).toEqual(['fine'])
  })

  test('shows the line of the author', async () => {
    const failing = await bundleSource(`import { defineBackend } from '@hilo/sdk'
export default defineBackend({ name: 'test', run: () => {
  throw new Error('broken')
} })`)
    const result = await pool.play(jobOf(failing))

    expect(result).toMatchObject({
      end: { failure: { stack: expect.stringMatching(/backend-\d+\.ts:3:9/) } },
    })
  })

  test.each([
    ['leaves', `process.exit(3)`, 'exit', /code 3/],
    ['never returns', `for (;;);`, 'loop', /did not answer/],
    [
      'takes all memory',
      `const all = []; for (;;) all.push(new Array(1e5).fill(all.length))`,
      'memory',
      /memory/,
    ],
    [
      'takes memory outside of the heap',
      `globalThis.all = Buffer.alloc(3e8, 1); await new Promise(() => {})`,
      'memory',
      /MB/,
    ],
    ['has a bomb of a pattern', `/^(a+)+$/.test('a'.repeat(40) + '!')`, 'loop', /did not answer/],
    [
      'floods the host',
      `const s = process._getActiveHandles().find((handle) => handle.constructor.name === 'Socket'); s.write('x'.repeat(5e6)); await new Promise(() => {})`,
      'exit',
      /longer than 4194304/,
    ],
    [
      'forges frames',
      `const s = process._getActiveHandles().find((handle) => handle.constructor.name === 'Socket'); s.write('{"type":"step","turn":1,"entry":{}}\\n'); await new Promise(() => {})`,
      'exit',
      /wrong position/,
    ],
  ])('and %s brings its process down, and no neighbour', async (_name, body, ...[reason, detail]) => {
    const bad = await bundleOf(body)
    const [crashed, neighbour] = await Promise.all([
      (reason === 'memory' ? patient : pool).play(jobOf(bad)),
      pool.play(jobOf(echo, 'still here', { orgId: 'neighbour' })),
    ])

    expect(crashed).toEqual({ type: 'crashed', reason, detail: expect.stringMatching(detail) })
    expect(textsOf(neighbour)).toEqual(['still here'])
  })

  test('and waits for nothing is stopped when its time is up', async () => {
    const hasty = await createPool({ limits: { ...limits, turnMs: 600 } })
    const result = await hasty.play(jobOf(await bundleOf('await new Promise(() => {})')))
    await hasty.stop()

    expect(result).toMatchObject({ reason: 'timeout', detail: 'A turn took longer than 600 ms.' })
  })

  test('takes the other turns of its process along; alone it is found out', async () => {
    const mixed = await bundleOf(`
      const text = await chat.ask()
      if (text === 'loop') for (;;);
      await new Promise((resolve) => setTimeout(resolve, 50))
      await chat.say(text)`)
    const jobs = ['loop', 'fine'].map((text) => jobOf(mixed, text))
    const together = await Promise.all(jobs.map((job) => pool.play(job)))
    const alone = await Promise.all(jobs.map((job) => pool.play({ ...job, exclusive: true })))

    expect(together).toMatchObject([{ reason: 'loop' }, { reason: 'loop' }])
    expect(alone).toMatchObject([{ reason: 'loop' }, { type: 'end', end: { type: 'done' } }])
  })
})

describe('what the code prints', () => {
  test('reaches the log of its turn, 100 lines a second at most', async () => {
    const printing = await bundleOf(
      `for (let i = 0; i < 1000; i++) console.log('line', i, { i }); console.error('x')`,
    )
    const lines: string[] = []
    await pool.play(jobOf(printing, 'x', { onLog: ({ level, text }) => lines.push(`${level} ${text}`) }))

    expect(lines).toHaveLength(100)
    expect(lines[1]).toBe('info line 1 { i: 1 }')
    expect(lines[99]).toContain('the rest is left out')
  })
})

describe('a secret', () => {
  const secrets = { TOKEN: 'hunter2/öl+' }
  const leaking = `const token = chat.secret('TOKEN')
    console.log('with', { deep: [token] })
    chat.log('warn', token, { [token]: [{ token }] })
    const found = await chat.step('find', () => ({ url: 'https://x?t=' + encodeURIComponent(token), list: [{ token }] }))
    await chat.note('Basic ' + Buffer.from(token).toString('base64'))
    await chat.say(found.list[0].token)
    throw new Error('refused ' + token)`

  test('leaves the process in no line, no result, no message and no error', async () => {
    const bundle = await bundleOf(leaking, "secrets: ['TOKEN'],")
    const told: unknown[] = []
    const result = await pool.play(
      jobOf(bundle, 'x', {
        secrets,
        onLog: (line) => told.push(line),
        onStep: async (entry) => {
          told.push(entry)
          return entry
        },
      }),
    )

    const all = JSON.stringify([told, result])
    expect(all).not.toMatch(/hunter2|aHVudGVyMi/)
    expect(told).toEqual([
      { level: 'info', text: "with { deep: [ '[TOKEN]' ] }" },
      { level: 'warn', text: '[TOKEN]', data: { '[TOKEN]': [{ token: '[TOKEN]' }] } },
      expect.objectContaining({
        value: { ok: { url: 'https://x?t=[TOKEN]', list: [{ token: '[TOKEN]' }] } },
      }),
    ])
    expect(result).toMatchObject({
      entries: [{ kind: 'note', value: { text: 'Basic [TOKEN]' } }, { content: { text: '[TOKEN]' } }],
      end: { failure: { message: 'Error: refused [TOKEN]', stack: expect.stringContaining('[TOKEN]') } },
    })
  })

  test('is in no reason why the process ended', async () => {
    const bundle = await bundleOf(
      "process.stderr.write('bad token ' + chat.secret('TOKEN')); process.exit(3)",
      "secrets: ['TOKEN'],",
    )

    const result = await pool.play(jobOf(bundle, 'x', { secrets }))

    expect(result).toMatchObject({ type: 'crashed', detail: expect.stringContaining('bad token [TOKEN]') })
  })
})

test('a member is looked for by the host', async () => {
  const bundle = await bundleOf('await chat.assign(await chat.ask())')
  const asked: string[] = []
  const result = await pool.play(
    jobOf(bundle, 'ada@example.com', {
      findMember: async (email) => {
        asked.push(email)
        return '0198a000-0000-7000-8000-000000000009'
      },
    }),
  )

  expect(asked).toEqual(['ada@example.com'])
  expect(result).toMatchObject({
    entries: [{}, {}, { kind: 'assign', value: { memberId: '0198a000-0000-7000-8000-000000000009' } }, {}],
    end: { type: 'done' },
  })
})

const LARGE = Uint8Array.from({ length: 3_000_001 }, (_, at) => (at * 7) % 251)

describe('fetch in a step', () => {
  const calls: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      calls.push(`${request.method} ${request.url} ${request.headers['idempotency-key']} ${body}`)
      if (request.url === '/slow') return
      if (request.url === '/large') return void response.end(LARGE)
      response.writeHead(request.url === '/missing' ? 404 : 201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ok: true, text: 'ñandú' }))
    })
  })
  let origin = ''
  let wired: Pool

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `127.0.0.1:${(server.address() as AddressInfo).port}`
    wired = await createPool({ limits, egress: { devLoopback: [origin] } })
  })

  afterAll(async () => {
    await wired.stop()
    server.close()
  })

  const calling = (path: string, init = '{}', timeoutMs = 8_000) =>
    bundleOf(`await chat.say(JSON.stringify(await chat.step('call', async ({ idempotencyKey, signal }) => {
      const response = await fetch('http://${origin}${path}', ${init})
      return { status: response.status, type: response.headers.get('content-type'), url: response.url, body: await response.json() }
    }, { retry: { attempts: 1 }, timeout: ${timeoutMs} })))`)

  test('is the standard one, done by the host', async () => {
    const bundle = await calling(
      '/bookings',
      `{ method: 'POST', headers: { 'Idempotency-Key': idempotencyKey }, body: JSON.stringify({ é: 1 }) }`,
    )
    const job = jobOf(bundle, 'x', { egressAllow: ['127.0.0.1'] })
    const [said] = textsOf(await wired.play(job))

    expect(JSON.parse(String(said))).toEqual({
      status: 201,
      type: 'application/json',
      url: `http://${origin}/bookings`,
      body: { ok: true, text: 'ñandú' },
    })
    expect(calls.at(-1)).toBe(`POST /bookings ${job.turn.runId}:1:0001 {"é":1}`)
  })

  test('gets a large answer whole, though it comes in parts', async () => {
    const bundle = await bundleOf(`await chat.say(await chat.step('call', async () => {
      const bytes = new Uint8Array(await (await fetch('http://${origin}/large')).arrayBuffer())
      return bytes.length + ' ' + bytes.every((byte, at) => byte === (at * 7) % 251)
    }))`)
    const job = jobOf(bundle, 'x', { egressAllow: ['127.0.0.1'] })

    expect(textsOf(await wired.play(job))).toEqual([`${LARGE.length} true`])
  })

  test('is refused when the manifest does not name the host', async () => {
    const result = await wired.play(jobOf(await calling('/'), 'x', { egressAllow: ['example.com'] }))
    expect(result).toMatchObject({
      end: { failure: { code: 'step_failed', message: /not in the egress list/ } },
    })
  })

  test("is cut when the step's time is up", async () => {
    const result = await wired.play(jobOf(await calling('/slow', '{}', 300), 'x', { egressAllow: ['*'] }))
    expect(result).toMatchObject({ end: { failure: { message: /It took longer than 300 ms/ } } })
  })

  test('cannot reach this machine without development', async () => {
    const result = await pool.play(jobOf(await calling('/'), 'x', { egressAllow: ['*'] }))
    expect(result).toMatchObject({ end: { failure: { message: /not allowed|not a public address/ } } })
  })
})
