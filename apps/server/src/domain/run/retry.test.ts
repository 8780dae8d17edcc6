import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { aFailedRun, aPlayedRun, aRunBetweenAttempts, aStep, type PlayedRun } from '../../testing/runs.ts'
import { deployBackend } from '../backend/deploy.ts'
import { closeConversation } from '../conversation/close.ts'
import { handBack } from '../conversation/hand-back.ts'
import { sendMessage } from '../message/send.ts'
import { listDue } from '../node/due.ts'
import { retryRun, retryRuns } from './retry.ts'

const { db, connect } = await testDatabase({ connectionsMax: 8 })
const admin = await connect()

const retry = async (run: PlayedRun, expect = run.expect()) => {
  const expected = await expect
  return db.withOrg(run.orgId, (tx) => retryRun(tx, { ...run, expect: expected }))
}

const answer = (run: PlayedRun, text: string) =>
  db.withOrg(run.orgId, (tx) => sendMessage(tx, { ...run, clientId: newId(), text, partsOf: () => null }))

const isDue = async ({ runId }: PlayedRun) => (await listDue(db.global, [])).some(({ id }) => id === runId)

const epochOf = async ({ conversationId }: PlayedRun) => {
  const { rows } = await admin.query('select turn_epoch from conversation where id = $1', [conversationId])
  return rows[0].turn_epoch
}

describe('a run that failed in a step', () => {
  test('is due again without that step, and the turn is the code’s', async () => {
    const run = await aFailedRun(db)
    const epoch = await epochOf(run)

    expect(await retry(run)).toMatchObject({ status: 'waiting', failure: null, endedAt: null, length: 2 })

    expect((await run.view()).entries.map(({ position }) => position)).toEqual(['0001', '0002'])
    expect(await run.conversation()).toMatchObject({ holder: 'backend', handoffReason: null })
    expect(await epochOf(run)).toBe(epoch + 1)
    expect(await isDue(run)).toBe(true)
    expect(await run.story()).toEqual(['contact Hi', 'backend Hello', '!run_failed', '!run_retried'])
  })

  test('attempts it under the same generation and position, so under the same idempotency key', async () => {
    const run = await aFailedRun(db)
    await retry(run)

    const again = await run.claim()
    await run.append(aStep('0003', { ok: 'booked' }))

    expect(again).toMatchObject({ id: run.runId, generation: 0, length: 2, wait: null, wake: 'recover' })
    expect((await run.view()).entries.at(-1)).toMatchObject({ position: '0003', value: { ok: 'booked' } })
    expect(await run.commit({ type: 'done', outcome: null })).toMatchObject({ length: 3 })
    expect(await run.conversation()).toMatchObject({ holder: 'nobody' })
  })

  test('is answered by whoever finishes the step first, also by a process that was given up', async () => {
    const run = await aFailedRun(db)
    await retry(run)
    await run.append(aStep('0003', { ok: 'of the old process' }))
    await run.claim()

    expect(await run.append(aStep('0003', { ok: 'of the new one' }))).toMatchObject({
      value: { ok: 'of the old process' },
    })
  })

  test('goes on with the active version when that is asked for, and with its own when not', async () => {
    const [own, mended] = [await aFailedRun(db), await aFailedRun(db)]
    for (const run of [own, mended]) {
      const { name } = (await run.view()).run.backend
      const code = { hash: 'mended', bundle: Buffer.from('mended') }
      const manifest = { name, config: {}, secrets: [], egress: [] }
      await db.withOrg(run.orgId, (tx) => deployBackend(tx, { ...code, manifest }))
    }
    const [before, kept] = [(await own.view()).run.backend.version, await retry(own)]
    const seen = await mended.expect()
    const moved = await db.withOrg(mended.orgId, (tx) =>
      retryRun(tx, { ...mended, expect: seen, onActive: true }),
    )

    expect(kept.backend.version).toBe(before)
    expect(moved.backend.version).toBe('mended')
    expect(moved).toMatchObject({ status: 'waiting', length: 2 })
  })

  test('attempts all steps again that failed together, and none that succeeded', async () => {
    const run = await aPlayedRun(db)
    await run.append(aStep('0001.0001', { fails: 'no stock' }))
    await run.append(aStep('0001.0002', { ok: 3 }))
    await run.append(aStep('0001.0003', { fails: 'no price' }))
    const failure = { code: 'step_failed' as const, message: 'no stock' }
    const all = { position: '0001', kind: 'all' as const, name: 'three', value: null }
    await run.commit({ type: 'failed', failure }, [all])

    expect(await retry(run)).toMatchObject({ length: 2 })

    expect((await run.view()).entries.map(({ position }) => position)).toEqual(['0001', '0001.0002'])
  })
})

test('of steps one after the other inside an interrupt, only the last is taken back', async () => {
  const run = await aPlayedRun(db)
  await run.append(aStep('0001.0001.0001', { fails: 'dealt with' }))
  await run.append(aStep('0001.0001.0002', { fails: 'down' }))
  const entries = ['ask', 'interrupt'].map((kind, level) => ({
    ...{ position: level === 0 ? '0001' : '0001.0001', kind: kind as 'ask', name: '', value: {} },
  }))
  await run.commit({ type: 'failed', failure: { code: 'step_failed', message: 'down' } }, entries)

  expect(await retry(run)).toMatchObject({ length: 3 })
})

test('what could not be undone is undone anew, and people keep the turn', async () => {
  const run = await aPlayedRun(db)
  await run.append(aStep('0001', { ok: 'booked' }))
  await run.append(aStep('9999.0001', { fails: 'down' }))
  const cancelled = { position: '9999', kind: 'cancel' as const, name: '', value: { reason: null } }
  await run.commit({ type: 'failed', failure: { code: 'undo_failed', message: 'down' } }, [cancelled])

  expect(await retry(run)).toMatchObject({ status: 'waiting', length: 2 })

  expect(await run.conversation()).toMatchObject({ holder: 'human' })
  expect(await run.claim()).toMatchObject({ wake: 'cancel' })
})

describe('what the contact wrote after the failure', () => {
  test('waits to be read when nobody answered it', async () => {
    const run = await aFailedRun(db)
    await run.say('Hello?')
    await retry(run)

    expect(await run.claim()).toMatchObject({ wake: 'recover', readSeq: 1, seenSeq: 3 })
  })

  test('is not for the code when a person answered; an open question is asked again', async () => {
    const run = await aFailedRun(db)
    await run.say('Hello?')
    await answer(run, 'I am here')
    await retry(run)

    expect(await run.claim()).toMatchObject({ wake: 'hand_back', readSeq: 4 })
  })
})

test('a failed step that the code dealt with is not taken back; the run is played from where it stands', async () => {
  const run = await aPlayedRun(db)
  await run.append(aStep('0001', { fails: 'down' }))
  const content = { type: 'text' as const, text: 'Sorry' }
  const sorry = { position: '0002', kind: 'say' as const, name: '', value: null, content }
  await run.commit({ type: 'failed', failure: { code: 'exception', message: 'Error: later' } }, [sorry])

  expect(await retry(run)).toMatchObject({ status: 'waiting', length: 2 })
})

test('after a crash no step is taken back, however the last one ended', async () => {
  const run = await aPlayedRun(db)
  await run.append(aStep('0001', { fails: 'down' }))
  await run.commit({ type: 'failed', failure: { code: 'crash', message: 'It ended.' } })

  expect(await retry(run)).toMatchObject({ status: 'waiting', length: 1 })
})

describe('a run between two attempts', () => {
  test('attempts now', async () => {
    const run = await aRunBetweenAttempts(db)

    const { waitingFor } = await retry(run)

    expect(Date.parse(waitingFor?.dueAt ?? '')).toBeLessThanOrEqual(Date.now() + 1_000)
    expect(await isDue(run)).toBe(true)
    expect(await run.claim()).toMatchObject({ wait: { kind: 'step', attempts: 2, position: '0002' } })
    expect(await run.story()).toEqual(['contact Hi', '!run_retried'])
  })

  test('pressed twice is one retry', async () => {
    const run = await aRunBetweenAttempts(db)

    await Promise.all([retry(run), retry(run)])

    expect(await run.story()).toEqual(['contact Hi', '!run_retried'])
  })
})

describe('is refused with a sentence, and changes nothing', () => {
  const ways: [string, (run: PlayedRun) => Promise<unknown>, RegExp][] = [
    ['when the run went on since the member looked', (run) => retry(run), /moved on|neither failed/],
    [
      'when the conversation is closed',
      (run) => db.withOrg(run.orgId, (tx) => closeConversation(tx, run)),
      /Reopen it first/,
    ],
    [
      'when the contact is with a newer run',
      async (run) => {
        await db.withOrg(run.orgId, (tx) => handBack(tx, run))
        await run.say('Hello again')
      },
      /newer run/,
    ],
  ]

  test.each(ways)('%s', async (_, happens, sentence) => {
    const run = await aFailedRun(db)
    const seen = await run.expect()
    await happens(run)
    const before = [await run.view(), await run.story(), await run.conversation()]

    await expect(retry(run, Promise.resolve(seen))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(sentence),
    })

    expect([await run.view(), await run.story(), await run.conversation()]).toEqual(before)
  })

  test('when the node that plays it has just died: the wake takes it up', async () => {
    const run = await aRunBetweenAttempts(db)
    await run.claim(newId())

    await expect(retry(run)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/at work/),
    })

    expect(await isDue(run)).toBe(true)
    expect(await run.claim()).not.toBeNull()
  })

  test('when it waits for an answer', async () => {
    const run = await aPlayedRun(db)
    const wait = { kind: 'message' as const, position: '0001', name: 'How many?', dueAt: null }
    await run.commit({ type: 'wait', wait })

    await expect(retry(run)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('when it is of another org', async () => {
    const run = await aFailedRun(db)
    const orgId = await anOrg(db)

    await expect(retry({ ...run, orgId }, run.expect())).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('at one moment', () => {
  test('two members retry a failed run once', async () => {
    const run = await aFailedRun(db)
    const seen = run.expect()

    const results = await Promise.allSettled([retry(run, seen), retry(run, seen), retry(run, seen)])

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await run.story()).filter((line) => line === '!run_retried')).toHaveLength(1)
    expect(await run.view()).toMatchObject({ run: { length: 2 } })
  })

  test('the contact’s message and the retry both happen, in one order or the other', async () => {
    for (let n = 0; n < 5; n++) {
      const run = await aFailedRun(db)

      await Promise.all([run.say('Hello?'), retry(run)])

      expect(await run.conversation()).toMatchObject({ holder: 'backend' })
      expect(await run.claim()).toMatchObject({ id: run.runId, seenSeq: 3 })
    }
  })

  test('the claim of a node and the retry leave one of them with the run', async () => {
    for (let n = 0; n < 5; n++) {
      const run = await aRunBetweenAttempts(db)

      const [claimed, retried] = await Promise.allSettled([run.claim(), retry(run)])

      expect(claimed).toMatchObject({ status: 'fulfilled', value: { wait: { kind: 'step' } } })
      if (retried.status === 'rejected') expect(retried.reason).toMatchObject({ code: 'conflict' })
    }
  })
})

test('several are retried each for itself, and one that is refused stops no other', async () => {
  const orgId = await anOrg(db)
  const [one, two] = [await aFailedRun(db, { orgId }), await aFailedRun(db, { orgId })]
  const runs = [
    { runId: one.runId, expect: { generation: 0, length: 9 } },
    { runId: newId(), expect: { generation: 0, length: 1 } },
    { runId: two.runId, expect: await two.expect() },
  ]

  const results = await retryRuns(db, orgId, { runs, memberId: one.memberId })

  expect(results.map(({ refused }) => refused?.code ?? 'done')).toEqual(['conflict', 'not_found', 'done'])
  expect((await two.view()).run.status).toBe('waiting')
  expect((await one.view()).run.status).toBe('failed')
})
