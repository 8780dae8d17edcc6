import { type Id, type ListedRun, newId } from '@hilo/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { aFailedRun, aPlayedRun, aRunBetweenAttempts } from '../../testing/runs.ts'
import { countRuns, type RunFilter, searchRuns } from './list.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const list = (orgId: Id, filter: Partial<RunFilter> = {}) =>
  db.withOrg(orgId, (tx) => searchRuns(tx, { limit: 50, ...filter }))

const ids = ({ runs }: { runs: ListedRun[] }) => runs.map(({ id }) => id)

describe('the list of runs', () => {
  test('begins with the newest and names whom it is with', async () => {
    const orgId = await anOrg(db)
    const one = await aFailedRun(db, { orgId, senderName: 'Lucía Méndez' })
    const two = await aPlayedRun(db, { orgId })

    const page = await list(orgId)

    expect(ids(page)).toEqual([two.runId, one.runId])
    expect(page).toMatchObject({
      next: null,
      runs: [{ status: 'running' }, { status: 'failed', contact: { name: 'Lucía Méndez' } }],
    })
    expect(ids(await list(await anOrg(db)))).toEqual([])
  })

  test('shows what it was asked for', async () => {
    const orgId = await anOrg(db)
    const failed = await aFailedRun(db, { orgId, senderName: 'Lucía Méndez' })
    const other = await aFailedRun(db, { orgId, senderName: 'Sam Carter' })
    const running = await aPlayedRun(db, { orgId, senderName: 'Lucas' })
    await other.conversation()
    const [row] = (await list(orgId, { contact: 'sam' })).runs

    const found = async (filter: Partial<RunFilter>) => ids(await list(orgId, filter))
    expect(await found({ status: 'failed' })).toEqual([other.runId, failed.runId])
    expect(await found({ status: 'done' })).toEqual([])
    expect(await found({ code: 'step_failed' })).toHaveLength(2)
    expect(await found({ code: 'crash' })).toEqual([])
    expect(await found({ code: 'step_failed', status: 'done' })).toEqual([])
    expect(await found({ contact: 'luc' })).toEqual([running.runId, failed.runId])
    expect(await found({ contact: 'mendez' })).toEqual([failed.runId])
    expect(await found({ contact: 'endez' })).toEqual([])
    expect(await found({ contactId: row?.contact.id })).toEqual([other.runId])
    expect(await found({ backendId: row?.backend.id })).toEqual([other.runId])
    expect(await found({ version: row?.backend.version })).toContain(other.runId)
    expect(await found({ version: 'ffffffff' })).toEqual([])
    expect(await found({ since: new Date(Date.now() - 60_000).toISOString() })).toHaveLength(3)
    expect(await found({ since: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
    expect(await found({ until: new Date(Date.now() - 60_000).toISOString() })).toEqual([])
  })

  test('in pages of any size holds every run once', async () => {
    const orgId = await anOrg(db)
    for (let n = 0; n < 9; n++) await aPlayedRun(db, { orgId, senderName: n % 3 ? 'Ada' : 'Ben' })

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.boolean(), async (limit, filtered) => {
        const found: Id[] = []
        const filter = filtered ? { limit, contact: 'ada' } : { limit }
        for (let cursor: Id | null | undefined; cursor !== null; ) {
          const page = await list(orgId, { ...filter, cursor: cursor ?? undefined })
          found.push(...ids(page))
          cursor = page.next
        }
        expect(found).toHaveLength(filtered ? 6 : 9)
        expect(found).toEqual([...new Set(found)].toSorted().toReversed())
      }),
      { numRuns: 12 },
    )
  })

  test('looks through no more than it may at once, and says where to go on', async () => {
    const run = await aPlayedRun(db, { senderName: 'Ada' })
    await admin.query(
      `insert into run (org_id, id, conversation_id, backend_id, backend_version_id, status, read_seq, config,
         config_version)
       select org_id, ('ffffffff-ffff-7fff-8fff-' || lpad(to_hex(n), 12, '0'))::uuid, conversation_id,
         backend_id, backend_version_id, 'failed', 0, config, 0
       from run, generate_series(1, 4200) n where id = $1`,
      [run.runId],
    )

    const page = await list(run.orgId, { contact: 'nobody' })
    expect(page).toMatchObject({ runs: [], next: expect.any(String) })

    expect(await list(run.orgId, { contact: 'nobody', cursor: page.next ?? newId() })).toMatchObject({
      ...{ runs: [], next: null },
    })
    expect(await db.withOrg(run.orgId, countRuns)).toEqual({
      counts: { running: 1, waiting: 0, done: 0, failed: 1_000, cancelled: 0 },
      most: 1_000,
    })
  })
})

test('runs are counted by their status', async () => {
  const run = await aRunBetweenAttempts(db)
  await aFailedRun(db, { orgId: run.orgId })

  expect(await db.withOrg(run.orgId, countRuns)).toMatchObject({ counts: { waiting: 1, failed: 1, done: 0 } })
})
