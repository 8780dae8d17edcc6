import { type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, anOrg } from '../../testing/factories.ts'
import { claimJob } from '../job/claim.ts'
import { forgetLog } from './forget.ts'
import { eachLogEntry, type LogFilter, listLog } from './list.ts'
import type { NewLogEntry } from './log-entry.ts'
import { createExecutionLog } from './write.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const NEVER = { flushMs: 3_600_000 }

function aLog(over: Partial<Parameters<typeof createExecutionLog>[1]> = {}, through: Database = db) {
  const errors: unknown[] = []
  const stored: Id[] = []
  const log = createExecutionLog(through, {
    onStored: (orgId) => stored.push(orgId),
    onError: (error) => errors.push(error),
    ...NEVER,
    ...over,
  })
  return {
    ...log,
    write: log.write.bind(log),
    flush: log.flush.bind(log),
    close: log.close.bind(log),
    errors,
    stored,
  }
}

const line = (text: string, over: Partial<NewLogEntry> = {}): NewLogEntry => ({
  ...{ severity: 'info', source: 'backend', kind: 'backend.logged', text },
  ...over,
})

const read = (orgId: Id, filter: Partial<Parameters<typeof listLog>[1]> = {}) =>
  db.withOrg(orgId, (tx) => listLog(tx, { limit: 100, ...filter }))
const textsOf = async (orgId: Id, filter: LogFilter = {}) =>
  (await read(orgId, filter)).entries.map(({ text }) => text)

describe('what is written', () => {
  test('is stored with all that is known of it, and told', async () => {
    const orgId = await anOrg(db)
    const { backendId } = await aBackend(db, orgId, { name: 'sorting' })
    const [conversationId, runId] = [newId(), newId()]
    const log = aLog()
    log.write(
      orgId,
      line('one', { severity: 'error', data: { a: [1] }, conversationId, runId, backendId, version: 'ab12' }),
    )
    await log.flush()

    expect((await read(orgId)).entries).toEqual([
      {
        ...{ id: expect.any(String), at: expect.stringMatching(/Z$/), severity: 'error', source: 'backend' },
        ...{ kind: 'backend.logged', text: 'one', data: { a: [1] }, conversationId, runId, contact: null },
        backend: { id: backendId, name: 'sorting', version: 'ab12' },
      },
    ])
    expect(log.stored).toEqual([orgId])
  })

  test('is stored by itself a moment later', async () => {
    const orgId = await anOrg(db)
    aLog({ flushMs: 10 }).write(orgId, line('soon'))

    await expect.poll(() => textsOf(orgId), { timeout: 10_000 }).toEqual(['soon'])
  })

  test('faster than it can be stored is cut, counted, and does not cut another org', async () => {
    const [loud, quiet] = [await anOrg(db), await anOrg(db)]
    const log = aLog({ entriesMax: 3 })
    for (let n = 0; n < 10; n++) log.write(loud, line(`${n}`))
    log.write(quiet, line('heard'))
    await log.flush()

    expect((await read(loud)).entries.map(({ kind, text, data }) => [kind, text, data])).toEqual([
      ['log.dropped', '7 entries dropped: there were more than can be written.', { count: 7 }],
      ...['2', '1', '0'].map((text) => ['backend.logged', text, null]),
    ])
    expect(await textsOf(quiet)).toEqual(['heard'])
  })

  test('waits for a database that is away, and is stored once', async () => {
    const orgId = await anOrg(db)
    let isAway = true
    const flaky: Database = {
      ...db,
      flight: async (...args) => {
        if (isAway) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' })
        return db.flight(...args)
      },
    }
    const log = aLog({}, flaky)
    log.write(orgId, line('one'))
    await log.flush()
    log.write(orgId, line('two'))
    isAway = false
    await log.flush()

    expect(log.errors).toHaveLength(1)
    expect(await textsOf(orgId)).toEqual(['two', 'one'])
    await log.close()
  })

  test('that the database refuses is counted, and keeps nothing else from being written', async () => {
    const orgId = await anOrg(db)
    const log = aLog()
    log.write(orgId, line('bad', { runId: 'no uuid' }))
    await log.flush()
    log.write(orgId, line('good'))
    await log.flush()

    expect(await textsOf(orgId)).toEqual([expect.stringMatching(/^1 entries dropped/), 'good'])
    await log.close()
  })

  test('is cut where it is too long, whatever it is', async () => {
    const orgId = await anOrg(db)
    const loop: Record<string, unknown> = {}
    loop.self = loop
    const log = aLog()
    log.write(orgId, line('x'.repeat(10_000), { data: 'y'.repeat(100_000) }))
    log.write(orgId, line('loop', { data: loop }))
    await log.flush()

    const { entries } = await read(orgId)
    expect(entries.map(({ text }) => text.length)).toEqual([4, 4_001])
    expect(JSON.stringify(entries).length).toBeLessThan(8_000)
  })
})

describe('a search', () => {
  test('narrows by severity, source, kind, run, conversation, backend and time', async () => {
    const orgId = await anOrg(db)
    const [runId, conversationId, backendId] = [newId(), newId(), newId()]
    const log = aLog()
    log.write(orgId, line('info'))
    log.write(orgId, line('warn', { severity: 'warn', source: 'delivery', kind: 'delivery.retried' }))
    log.write(
      orgId,
      line('error', {
        severity: 'error',
        source: 'run',
        kind: 'run.failed',
        runId,
        conversationId,
        backendId,
      }),
    )
    await log.flush()
    const { rows } = await admin.query('select min(at) as first from log_entry where org_id = $1', [orgId])
    const first: string = rows[0].first.toISOString()
    const later = new Date(Date.parse(first) + 60_000).toISOString()

    expect(await textsOf(orgId, { severity: 'warn' })).toEqual(['error', 'warn'])
    expect(await textsOf(orgId, { severity: 'error' })).toEqual(['error'])
    expect(await textsOf(orgId, { source: 'delivery' })).toEqual(['warn'])
    expect(await textsOf(orgId, { kind: 'delivery.' })).toEqual(['warn'])
    for (const filter of [
      { runId },
      { conversationId },
      { backendId },
      { runId, severity: 'error' as const },
    ]) {
      expect(await textsOf(orgId, filter)).toEqual(['error'])
    }
    expect(await textsOf(orgId, { from: first, to: later })).toHaveLength(3)
    expect(await textsOf(orgId, { from: later })).toEqual([])
    expect(await textsOf(orgId, { to: first })).toEqual([])
  })

  test('goes on where a page ended, also among entries of one moment', async () => {
    const orgId = await anOrg(db)
    const log = aLog()
    for (let n = 0; n < 7; n++) log.write(orgId, line(`${n}`))
    await log.flush()

    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await read(orgId, { limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.entries.map(({ text }) => text))
      cursor = page.next ?? undefined
    } while (cursor)

    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0'])
  })

  test('from the oldest on shows the same in the other order, page by page', async () => {
    const orgId = await anOrg(db)
    const log = aLog()
    for (let n = 0; n < 5; n++) log.write(orgId, line(`${n}`))
    await log.flush()

    const first = await read(orgId, { order: 'oldest', limit: 3 })
    const second = await read(orgId, { order: 'oldest', limit: 3, cursor: first.next as string })

    expect([...first.entries, ...second.entries].map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4'])
    expect(second.next).toBeNull()
  })

  test("finds a backend by its name, and none by the name of another org's", async () => {
    const [orgId, other] = [await anOrg(db), await anOrg(db)]
    const { backendId } = await aBackend(db, orgId, { name: 'sorting' })
    const log = aLog()
    log.write(orgId, line('of it', { backendId }))
    log.write(orgId, line('of none'))
    await log.flush()

    expect((await read(orgId, { backend: 'sorting' })).entries.map(({ text }) => text)).toEqual(['of it'])
    await expect(read(other, { backend: 'sorting' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('refuses a cursor of something else', async () => {
    await expect(read(await anOrg(db), { cursor: 'bm8' })).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test('sees nothing of another org, in an export neither', async () => {
    const [orgId, other] = [await anOrg(db), await anOrg(db)]
    const log = aLog()
    log.write(other, line('theirs'))
    log.write(orgId, line('ours'))
    await log.flush()

    expect(await textsOf(orgId)).toEqual(['ours'])
    const exported = await Array.fromAsync(eachLogEntry(db, orgId, {}))
    expect(exported.map(({ text }) => text)).toEqual(['ours'])
  })
})

describe('old entries', () => {
  test('are deleted by a job that every org with a log has once, and that comes back', async () => {
    const [orgId, other] = [await anOrg(db), await anOrg(db)]
    const log = aLog()
    for (const org of [orgId, orgId, other]) log.write(org, line('old'))
    await log.flush()
    await admin.query("update log_entry set at = now() - interval '31 days' where org_id = any ($1)", [
      [orgId, other],
    ])
    log.write(orgId, line('new'))
    await log.flush()
    await aLog().flush()
    const jobs = await admin.query('select id, due_at > now() as later from job where org_id = $1', [orgId])
    expect(jobs.rows).toEqual([{ id: orgId, later: true }])

    await admin.query('update job set due_at = now() where org_id = $1', [orgId])
    const nodeId = newId()
    const claimed = await claimJob(db, { orgId, id: orgId, nodeId, living: [nodeId] })
    expect(claimed?.job).toEqual({ kind: 'forget_log' })
    expect(await forgetLog(db, { orgId, jobId: orgId, days: 30 })).toBe(2)

    expect(await textsOf(orgId)).toEqual(['new'])
    expect(await textsOf(other)).toEqual(['old'])
    const { rows } = await admin.query(
      'select claimed_by, attempts, due_at > now() as later from job where org_id = $1',
      [orgId],
    )
    expect(rows).toEqual([{ claimed_by: null, attempts: 0, later: true }])
  })
})
