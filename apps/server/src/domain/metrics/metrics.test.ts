import { type Id, type JournalEntry, newId, type Stopped, type TurnEnd } from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { encode } from '../../db/codec.ts'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, anOrg } from '../../testing/factories.ts'
import { aPlayedRun, aStep, type PlayedRun } from '../../testing/runs.ts'
import { takeOver } from '../conversation/take-over.ts'
import { type RunFilter, searchRuns } from '../run/list.ts'
import { retryRun } from '../run/retry.ts'
import { readMetrics } from './read.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

type Place = { orgId: Id; backendId: Id; versionId: Id; name: string }

async function aPlace(orgId?: Id, timeZone = 'UTC'): Promise<Place> {
  const name = `booking-${newId()}`
  const org = orgId ?? (await anOrg(db, { timeZone }))
  return { orgId: org, name, ...(await aBackend(db, org, { name })) }
}

const read = (place: Place, ask: Partial<Parameters<typeof readMetrics>[2]> = {}) =>
  db.withOrg(place.orgId, (tx) => readMetrics(tx, place.name, { abandonedAfterHours: 24, days: 30, ...ask }))

/** The runs that the list shows behind a figure. */
async function listed(place: Place, filter: Partial<RunFilter>): Promise<Id[]> {
  const { since, until } = await read(place)
  const found: Id[] = []
  for (let cursor: Id | null | undefined; cursor !== null; ) {
    const page = {
      limit: 2,
      backendId: place.backendId,
      since,
      until,
      cursor: cursor ?? undefined,
      ...filter,
    }
    const { runs, next } = await db.withOrg(place.orgId, (tx) => searchRuns(tx, page))
    found.push(...runs.map(({ id }) => id))
    cursor = next
  }
  return found
}

type Said = { name?: string; value?: unknown }
const entry = (position: string, kind: JournalEntry['kind'], { name = '', value = null }: Said = {}) => ({
  ...{ position, kind, name, value },
})
const asked = (position: string, name: string) => entry(position, 'ask', { name, value: { dueAt: null } })
const answered = (position: string, name: string) => [
  asked(position, name),
  entry(`${position}.0001`, 'answer', { name, value: { messageId: newId(), answer: '4' } }),
]
const waits = (position: string, name: string): TurnEnd => ({
  type: 'wait',
  wait: { kind: 'message', position, name, dueAt: null },
})
const done = (outcome: string | null): TurnEnd => ({ type: 'done', outcome })
const failure = { code: 'step_failed' as const, message: 'The oven is cold' }

async function aRun(place: Place, end: TurnEnd, entries: JournalEntry[]): Promise<PlayedRun> {
  const run = await aPlayedRun(db, place)
  await run.commit(end, entries)
  return run
}

const PEOPLE = 'How many people?'
const DAY = 'Which day?'

describe('the funnel', () => {
  let place: Place
  const runs: Partial<Record<Stopped | 'done' | 'failedLater', Id>> = {}

  beforeAll(async () => {
    place = await aPlace()
    const keep = async (what: keyof typeof runs, run: Promise<PlayedRun>) => {
      runs[what] = (await run).runId
      return run
    }
    await keep('waiting', aRun(place, waits('0001', PEOPLE), [asked('0001', PEOPLE)]))
    const held = await keep('handed_off', aRun(place, waits('0001', PEOPLE), [asked('0001', PEOPLE)]))
    await db.withOrg(place.orgId, (tx) =>
      takeOver(tx, { conversationId: held.conversationId, memberId: held.memberId }),
    )
    await keep('failed', aRun(place, { type: 'failed', failure }, [asked('0001', PEOPLE)]))
    await keep('cancelled', aRun(place, { type: 'cancelled', reason: null }, [asked('0001', PEOPLE)]))
    await keep('ended', aRun(place, done(null), [asked('0001', PEOPLE)]))
    const late = [asked('0001', PEOPLE), entry('0001.0001', 'timeout', { name: PEOPLE })]
    await keep('timed_out', aRun(place, done('abandoned'), late))
    await keep(
      'failedLater',
      aRun(place, { type: 'failed', failure }, [...answered('0001', PEOPLE), ...answered('0002', DAY)]),
    )
    await keep('done', aRun(place, done('booked'), [...answered('0001', PEOPLE), ...answered('0002', DAY)]))
  })

  test('tells how many reached a question, answered it, and where the others are', async () => {
    const { questions } = await read(place)

    expect(questions).toEqual([
      {
        ...{ name: PEOPLE, wordings: 1, reached: 8, answered: 2, asked: 8, refused: 0, answerMs: 0 },
        abandoned: 1,
        stopped: { waiting: 1, handed_off: 1, failed: 1, cancelled: 1, timed_out: 1, ended: 1 },
      },
      {
        ...{ name: DAY, wordings: 1, reached: 2, answered: 2, asked: 2, refused: 0, answerMs: 0 },
        abandoned: 0,
        stopped: { waiting: 0, handed_off: 0, failed: 1, cancelled: 0, timed_out: 0, ended: 0 },
      },
    ])
  })

  test.each(['waiting', 'handed_off', 'failed', 'cancelled', 'timed_out', 'ended'] as const)(
    'leads to exactly the runs that are %s at a question',
    async (stopped) => {
      expect(await listed(place, { question: PEOPLE, stopped })).toEqual([runs[stopped]])
    },
  )

  test('leads to all that reached a question, newest first, a page at a time', async () => {
    const reached = await listed(place, { question: PEOPLE })

    expect(reached).toEqual(Object.values(runs).toSorted().toReversed())
    expect(await listed(place, { question: DAY, stopped: 'failed' })).toEqual([runs.failedLater])
    expect(await listed(place, { question: PEOPLE, status: 'done' })).toHaveLength(3)
    expect(await listed(place, { question: 'What?' })).toEqual([])
  })

  test('calls a question abandoned when its time ran out, or after a day without an answer', async () => {
    expect(await listed(place, { question: PEOPLE, stopped: 'abandoned' })).toEqual([runs.timed_out])
    await admin.query("update journal set created_at = now() - interval '25 hours' where run_id = any ($1)", [
      [runs.waiting, runs.handed_off],
    ])

    expect(await read(place)).toMatchObject({ abandoned: 2, questions: [{ abandoned: 2 }, { abandoned: 0 }] })
    expect(await read(place, { abandonedAfterHours: 26 })).toMatchObject({ abandoned: 1 })
    const abandoned = await listed(place, { question: PEOPLE, stopped: 'abandoned' })
    expect(abandoned.toSorted()).toEqual([runs.waiting, runs.timed_out].toSorted())
  })
})

test('a run counts once for a question that a loop and a checkpoint put again', async () => {
  const place = await aPlace()
  const run = await aPlayedRun(db, place)
  const MORE = 'Anything else?'
  await run.commit({ type: 'checkpoint', value: {} }, [
    ...answered('0001', PEOPLE),
    ...[...answered('0002', MORE), ...answered('0003', MORE)],
    entry('0004', 'checkpoint'),
  ])
  await run.claim()
  await run.commit(waits('0001', MORE), [
    asked('0001', MORE),
    entry('0001.0001', 'retry', { name: MORE, value: { messageId: newId() } }),
  ])

  expect((await read(place)).questions).toMatchObject([
    { name: PEOPLE, reached: 1, answered: 1, asked: 1 },
    { name: MORE, reached: 1, answered: 0, asked: 3, refused: 1, stopped: { waiting: 1 } },
  ])
})

test('what is kept of a day is made anew when another run of it ends, and when one is retried', async () => {
  const place = await aPlace()
  const counts = async () => {
    const { runs, questions } = await read(place)
    return [runs.done, runs.failed, runs.open, questions[0]?.reached]
  }
  await aRun(place, done(null), answered('0001', PEOPLE))
  expect(await counts()).toEqual([1, 0, 0, 1])
  const failed = await aRun(place, { type: 'failed', failure }, [asked('0001', PEOPLE)])
  expect(await counts()).toEqual([1, 1, 0, 2])
  expect(await counts()).toEqual([1, 1, 0, 2])
  const keptDays = 'select ended from metrics_day where org_id = $1'
  expect((await admin.query(keptDays, [place.orgId])).rows).toEqual([{ ended: 2 }])

  const { runId, memberId } = failed
  await db.withOrg(place.orgId, async (tx) =>
    retryRun(tx, { runId, memberId, expect: await failed.expect() }),
  )
  expect(await counts()).toEqual([1, 0, 1, 2])
  await failed.claim()
  await failed.commit(done('booked'))
  expect(await counts()).toEqual([2, 0, 0, 2])
})

test('what was kept by an older form is made anew', async () => {
  const place = await aPlace()
  await aRun(place, done('booked'), answered('0001', PEOPLE))
  const first = await read(place)
  await admin.query('update metrics_day set digest = $2 where org_id = $1', [
    place.orgId,
    encode({ form: 0 }),
  ])

  expect(await read(place)).toEqual(first)
})

test('two who look for the first time at once see the same', async () => {
  const place = await aPlace()
  for (const at of [10, 20, 30]) {
    const run = await aRun(place, done('booked'), answered('0001', PEOPLE))
    await beginAt(run, new Date(Date.now() - at * 12 * 3_600_000).toISOString())
  }

  const [one, two, three] = await Promise.all([read(place), read(place), read(place)])
  expect(one).toMatchObject({ runs: { done: 3 }, questions: [{ reached: 3 }] })
  expect([two, three]).toEqual([one, one])
})

test('names that mean something to the language are names like others', async () => {
  const place = await aPlace()
  const run = await aPlayedRun(db, place)
  for (const [index, name] of ['__proto__', 'constructor'].entries()) {
    await run.append({ ...aStep(`000${index + 1}`, { ok: 1 }), name })
  }
  await run.commit(done('__proto__'), answered('0003', '__proto__'))

  expect(await read(place)).toEqual(await read(place))
  expect(await read(place)).toMatchObject({
    outcomes: [{ outcome: '__proto__', runs: 1 }],
    questions: [{ name: '__proto__', reached: 1 }],
    steps: [
      { name: '__proto__', count: 1 },
      { name: 'constructor', count: 1 },
    ],
  })
})

test('a day on which the clocks are put back holds its twenty-five hours', async () => {
  const place = await aPlace(undefined, 'Europe/Madrid')
  const begins = [
    '2025-10-25T21:30:00Z',
    '2025-10-25T22:30:00Z',
    '2025-10-26T00:30:00Z',
    '2025-10-26T22:30:00Z',
  ]
  for (const at of begins) await beginAt(await aRun(place, done(null), []), at)

  const on = async (day: string) => (await read(place, { from: day, to: day })).runs.started
  expect([await on('2025-10-25'), await on('2025-10-26'), await on('2025-10-27')]).toEqual([1, 3, 0])
  expect((await read(place, { from: '2025-10-25', to: '2025-10-27' })).runs.started).toBe(4)
})

test('a message that is read without a question is no question', async () => {
  const place = await aPlace()
  await aRun(place, done(null), answered('0001', ''))

  expect(await read(place)).toMatchObject({ runs: { started: 1, done: 1 }, questions: [], abandoned: 0 })
})

test('steps are told with the middle, the slow end, and how often they were tried', async () => {
  const place = await aPlace()
  const run = await aPlayedRun(db, place)
  for (let n = 1; n <= 9; n++) {
    await run.append({
      ...aStep(`000${n}`, { ok: n }),
      ...{ name: 'find slots', durationMs: n * 100, attempts: n === 9 ? 4 : 1 },
    })
  }
  const other = await aPlayedRun(db, place)
  await other.append(aStep('0001', { fails: 'The oven is cold' }))

  expect((await read(place)).steps).toEqual([
    {
      ...{
        name: 'find slots',
        count: 9,
        runs: 1,
        medianMs: expect.closeTo(500, -1),
        p95Ms: expect.closeTo(900, -1.3),
      },
      attempts: { median: 1, p95: 4, most: 4 },
    },
    {
      ...{ name: 'step 0001', count: 1, runs: 1, medianMs: null, p95Ms: null },
      attempts: { median: 1, p95: 1, most: 1 },
    },
  ])
})

test('outcomes, failures and hand-offs are counted by what they say, and lead to their runs', async () => {
  const place = await aPlace()
  const handoff = (position: string, reason: string) =>
    entry(position, 'handoff', { value: { reason, summary: newId() } })
  const stays: TurnEnd = {
    type: 'wait',
    wait: { kind: 'hand_back', position: '0002', name: '', dueAt: null },
  }
  const one = await aRun(place, stays, [handoff('0001', 'A complaint'), handoff('0002', 'Too many people')])
  const two = await aRun(place, stays, [handoff('0002', 'Too many people')])
  const three = await aRun(place, stays, [handoff('0002', 'Not open')])
  const booked = await aRun(place, done('booked'), [])
  await aRun(place, done(null), [])
  await aRun(place, { type: 'failed', failure }, [])

  expect(await read(place)).toMatchObject({
    runs: { started: 6, done: 2, failed: 1, cancelled: 0, open: 3 },
    ...{ doneMs: expect.any(Number), handedOff: 3 },
    outcomes: expect.arrayContaining([
      { outcome: 'booked', runs: 1 },
      { outcome: null, runs: 1 },
    ]),
    handoffs: [
      { reason: 'Too many people', runs: 2 },
      { reason: 'Not open', runs: 1 },
    ],
    failures: [{ code: 'step_failed', runs: 1 }],
  })
  expect(await listed(place, { reason: 'Too many people' })).toEqual([two.runId, one.runId])
  expect(await listed(place, { reason: 'Not open' })).toEqual([three.runId])
  expect(await listed(place, { outcome: 'booked' })).toEqual([booked.runId])
  expect(await listed(place, { outcome: 'booked', status: 'failed' })).toEqual([])
})

describe('the runs that are counted', () => {
  test('are those of the version, of the backend and of the org', async () => {
    const place = await aPlace()
    const before = await aRun(place, done(null), answered('0001', PEOPLE))
    await aBackend(db, place.orgId, { name: place.name })
    await aRun(place, done(null), answered('0001', DAY))
    await aRun(await aPlace(place.orgId), done(null), answered('0001', 'Elsewhere?'))
    await aRun(await aPlace(), done(null), answered('0001', 'Of the others?'))
    const { rows } = await admin.query('select hash from backend_version where id = $1', [place.versionId])
    const version: string = rows[0].hash

    expect((await read(place)).questions).toHaveLength(2)
    expect(await read(place, { version })).toMatchObject({
      ...{ version: version.slice(0, 8), runs: { started: 1 }, questions: [{ name: PEOPLE }] },
    })
    expect(await listed(place, { question: PEOPLE, version })).toEqual([before.runId])
  })

  test('are those that began on the days of the place of the org', async () => {
    // Midnight in Auckland is noon of the day before in UTC, or an hour earlier in its summer.
    const place = await aPlace(undefined, 'Pacific/Auckland')
    const run = await aRun(place, done(null), [])
    await beginAt(run, '2026-03-09T11:30:00Z')

    const on = async (day: string) => (await read(place, { from: day, to: day })).runs.started
    expect(await on('2026-03-10')).toBe(1)
    expect(await on('2026-03-09')).toBe(0)
    expect(await read(place, { from: '2026-03-10', to: '2026-03-10' })).toMatchObject({
      ...{
        timeZone: 'Pacific/Auckland',
        since: '2026-03-09T11:00:00.000Z',
        until: '2026-03-10T11:00:00.000Z',
      },
    })
  })

  test('are none where there is none, in all figures', async () => {
    const { runs, questions, steps, doneMs } = await read(await aPlace())

    expect({ runs, questions, steps, doneMs }).toEqual({
      ...{ runs: { started: 0, done: 0, failed: 0, cancelled: 0, open: 0 }, questions: [], steps: [] },
      doneMs: null,
    })
  })

  test('are asked for in words that say what is wrong', async () => {
    const place = await aPlace()
    const foreign = await aPlace()

    await expect(read({ ...place, name: foreign.name })).rejects.toMatchObject({ code: 'not_found' })
    await expect(read(place, { version: 'ffffffff' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(read(place, { from: '2026-01-01', to: '2026-04-03' })).rejects.toThrow(/at most 92 days/)
    await expect(read(place, { from: '2026-01-02', to: '2026-01-01' })).rejects.toThrow(/before it begins/)
    expect(await read(place, { from: '2026-01-01', to: '2026-04-02' })).toMatchObject({
      runs: { started: 0 },
    })
    const search = (filter: Partial<RunFilter>) =>
      db.withOrg(place.orgId, (tx) => searchRuns(tx, { limit: 1, backendId: place.backendId, ...filter }))
    await expect(search({ question: PEOPLE })).rejects.toThrow(/need backendId, since and until/)
    await expect(listed(place, { question: PEOPLE, reason: 'Both' })).rejects.toThrow(/exclude each other/)
  })
})

test('days that are not digested yet are counted a few at a time, the newest first', async () => {
  const place = await aPlace()
  const days = ['2026-02-02', '2026-02-03', '2026-02-04']
  for (const day of days) {
    const run = await aRun(place, done(day), [asked('0001', PEOPLE)])
    await beginAt(run, `${day}T12:00:00Z`)
  }
  const period = { from: '2026-02-01', to: '2026-02-28' }
  // No time at all is still enough for one day.
  const parts = [1, 2, 3].map(() => () => read(place, { ...period, forMs: 0 }))
  const found = []
  for (const part of parts) found.push(await part())

  expect(found.map(({ counting, runs }) => ({ counting, started: runs.started }))).toEqual([
    { counting: { days: 1, of: 3 }, started: 1 },
    { counting: { days: 2, of: 3 }, started: 2 },
    { counting: null, started: 3 },
  ])
  expect(found[0]?.outcomes).toEqual([{ outcome: '2026-02-04', runs: 1 }])
  expect(found[2]).toEqual(await read(place, period))
})

/** Moves the beginning of a run, and with it its id, which begins with its time. */
async function beginAt({ runId }: PlayedRun, at: string): Promise<void> {
  const time = Date.parse(at).toString(16).padStart(12, '0')
  const id = `${time.slice(0, 8)}-${time.slice(8)}${runId.slice(13)}`
  await admin.query('update run set started_at = $2, id = $3 where id = $1', [runId, at, id])
  await admin.query('update journal set run_id = $2 where run_id = $1', [runId, id])
}
