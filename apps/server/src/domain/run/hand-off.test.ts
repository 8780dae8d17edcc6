import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aFailedRun, aPlayedRun, aRunBetweenAttempts, type PlayedRun } from '../../testing/runs.ts'
import { handBack } from '../conversation/hand-back.ts'
import { cancelRun } from './cancel.ts'
import { handOffRun } from './hand-off.ts'
import { retryRun } from './retry.ts'

const { db } = await testDatabase({ connectionsMax: 8 })

const inTx = <T>(run: PlayedRun, work: Parameters<typeof db.withOrg<T>>[1]) => db.withOrg(run.orgId, work)

const handOff = async (run: PlayedRun, reason = 'A party of 40') => {
  const expected = await run.expect()
  return inTx(run, (tx) => handOffRun(tx, { ...run, reason, expect: expected }))
}

test('cancelling is refused when the run has moved on since the member looked, or has ended', async () => {
  const cancel = (run: PlayedRun, length: number) =>
    inTx(run, (tx) => cancelRun(tx, { ...run, reason: null, expect: { generation: 0, length } }))
  const run = await aRunBetweenAttempts(db)

  await expect(cancel(run, 9)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/moved on/),
  })
  await expect(cancel(await aFailedRun(db), 3)).rejects.toMatchObject({ code: 'conflict' })
  expect(await cancel(run, 1)).toMatchObject({ length: 1 })
})

test('a run that is being cancelled is neither retried nor handed off: the cancelling goes on', async () => {
  const run = await aRunBetweenAttempts(db)
  await inTx(run, (tx) => cancelRun(tx, { ...run, reason: null, expect: undefined }))
  const expected = await run.expect()

  await expect(handOff(run)).rejects.toMatchObject({ code: 'conflict' })
  await expect(inTx(run, (tx) => retryRun(tx, { ...run, expect: expected }))).rejects.toMatchObject({
    ...{ code: 'conflict', message: expect.stringMatching(/being cancelled/) },
  })
  expect(await run.claim()).toMatchObject({ wake: 'cancel' })
})

describe('handing off', () => {
  test('gives the turn to people with the reason, and the run goes on when they hand back', async () => {
    const run = await aRunBetweenAttempts(db)

    await handOff(run)

    expect(await run.conversation()).toMatchObject({ holder: 'human', handoffReason: 'A party of 40' })
    expect(await run.story()).toEqual(['contact Hi', '!handed_off'])
    expect(await run.claim()).toBeNull()
    await inTx(run, (tx) => handBack(tx, run))
    expect(await run.claim()).toMatchObject({ wake: 'hand_back', wait: { kind: 'step' } })
  })

  test('silences a turn that is being played', async () => {
    const run = await aPlayedRun(db)
    await handOff(run)

    expect(await run.commit({ type: 'done', outcome: null })).toBe('refused')

    expect(await run.conversation()).toMatchObject({ holder: 'human' })
  })

  test('is refused when people have the turn, and when the run has ended', async () => {
    const run = await aRunBetweenAttempts(db)
    await handOff(run)

    await expect(handOff(run)).rejects.toMatchObject({ code: 'conflict' })
    await expect(handOff(await aFailedRun(db))).rejects.toMatchObject({ code: 'conflict' })
  })
})
