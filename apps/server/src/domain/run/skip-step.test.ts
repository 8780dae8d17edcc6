import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aFailedRun, aPlayedRun, aRunBetweenAttempts, aStep, type PlayedRun } from '../../testing/runs.ts'
import { takeOver } from '../conversation/take-over.ts'
import { retryRun } from './retry.ts'
import { skipStep } from './skip-step.ts'

const { db } = await testDatabase({ connectionsMax: 8 })

type Given = { position?: string; value?: unknown; expect?: ReturnType<PlayedRun['expect']> }

const skip = async (run: PlayedRun, given: Given = {}) => {
  const { position = '0003', value = { id: 7 } } = given
  const expected = await (given.expect ?? run.expect())
  return db.withOrg(run.orgId, (tx) => skipStep(tx, { ...run, position, value, expect: expected }))
}

const lastEntry = async (run: PlayedRun) => (await run.view()).entries.at(-1)

describe('skipping', () => {
  test('the step a run failed in puts the value in its place, signed, with the error beside it', async () => {
    const run = await aFailedRun(db)

    expect(await skip(run)).toMatchObject({ status: 'waiting', failure: null, length: 3 })

    expect(await lastEntry(run)).toMatchObject({
      position: '0003',
      value: { ok: { id: 7 } },
      skipped: { memberId: run.memberId, apiKeyName: null, error: 'The oven is cold' },
    })
    expect(await run.conversation()).toMatchObject({ holder: 'backend' })
    expect(await run.story()).toEqual(['contact Hi', 'backend Hello', '!run_failed', '!step_skipped'])
    expect(await run.claim()).toMatchObject({ wait: null, wake: 'recover' })
  })

  test('a step that waits for its next attempt records the value, and no attempt follows', async () => {
    const run = await aRunBetweenAttempts(db)

    await skip(run, { position: '0002', value: null })

    expect(await lastEntry(run)).toMatchObject({
      ...{ position: '0002', kind: 'step', name: 'book', value: { ok: null }, attempts: 2 },
      skipped: { error: 'down' },
    })
    expect(await run.claim()).toMatchObject({ length: 2, wait: null })
  })

  test('one of several that failed together leaves the others to be attempted anew', async () => {
    const run = await aPlayedRun(db)
    await run.append(aStep('0001.0001', { fails: 'no stock' }))
    await run.append(aStep('0001.0002', { fails: 'no price' }))
    const all = { position: '0001', kind: 'all' as const, name: 'two', value: null }
    await run.commit({ type: 'failed', failure: { code: 'step_failed', message: 'no stock' } }, [all])

    expect(await skip(run, { position: '0001.0002', value: 5 })).toMatchObject({ length: 2 })

    expect((await run.view()).entries.map(({ position }) => position)).toEqual(['0001', '0001.0002'])
  })

  test('stands against a process that comes late with a result of its own', async () => {
    const run = await aFailedRun(db)
    await skip(run)

    expect(await run.append(aStep('0003', { ok: 'late' }))).toMatchObject({ value: { ok: { id: 7 } } })
  })

  test('while people hold a run between attempts gives the turn back to the code', async () => {
    const run = await aRunBetweenAttempts(db)
    await db.withOrg(run.orgId, (tx) => takeOver(tx, run))

    await skip(run, { position: '0002' })

    expect(await run.conversation()).toMatchObject({ holder: 'backend' })
    expect(await run.claim()).toMatchObject({ wake: 'hand_back' })
  })
})

describe('is refused', () => {
  const deep = JSON.parse('['.repeat(65) + ']'.repeat(65))

  test.each<[string, Given, string]>([
    ['at a step that succeeded', { position: '0002' }, 'conflict'],
    ['at a place that has no step', { position: '0009' }, 'conflict'],
    ['with more than 64 KiB', { value: 'é'.repeat(32_768) }, 'invalid_request'],
    ['with what is nested too deep', { value: deep }, 'invalid_request'],
    ['when the run moved on', { expect: Promise.resolve({ generation: 0, length: 2 }) }, 'conflict'],
    ['in another generation', { expect: Promise.resolve({ generation: 1, length: 3 }) }, 'conflict'],
  ])('%s', async (_, given, code) => {
    const run = await aFailedRun(db)
    const before = [await run.view(), await run.story()]

    await expect(skip(run, given)).rejects.toMatchObject({ code })

    expect([await run.view(), await run.story()]).toEqual(before)
  })

  test('when the step has just ended by itself', async () => {
    const run = await aRunBetweenAttempts(db)
    const seen = run.expect()
    await seen
    await run.append(aStep('0002', { ok: 'booked' }))

    await expect(skip(run, { position: '0002', expect: seen })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('when several steps at once wait for their next attempt', async () => {
    const run = await aPlayedRun(db)
    const wait = { kind: 'step' as const, position: '0001', name: 'a, b', attempts: 1, error: 'down' }
    const all = { position: '0001', kind: 'all' as const, name: 'a, b', value: null }
    await run.commit({ type: 'wait', wait: { ...wait, dueAt: Date.now() + 60_000 } }, [all])

    await expect(skip(run, { position: '0001' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

test('one member who skips and one who retries at the same moment: one of them', async () => {
  const run = await aFailedRun(db)
  const seen = run.expect()
  await seen

  const results = await Promise.allSettled([
    skip(run, { expect: seen }),
    seen.then((expected) => db.withOrg(run.orgId, (tx) => retryRun(tx, { ...run, expect: expected }))),
  ])

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await run.story()).toHaveLength(4)
})

test('a result that is recorded in the same moment as the skip: one of them, and the count is right', async () => {
  for (let n = 0; n < 8; n++) {
    const run = await aRunBetweenAttempts(db)
    const seen = run.expect()
    await seen

    const [skipped, recorded] = await Promise.allSettled([
      skip(run, { position: '0002', expect: seen }),
      run.append(aStep('0002', { ok: 'booked' })),
    ])

    expect(recorded.status).toBe('fulfilled')
    if (skipped.status === 'rejected') expect(skipped.reason).toMatchObject({ code: 'conflict' })
    const { run: view, entries } = await run.view()
    expect(entries).toHaveLength(2)
    expect(view.length).toBe(2)
  }
})
