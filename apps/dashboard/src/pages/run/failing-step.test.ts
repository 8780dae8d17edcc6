import { expect, test } from 'vitest'
import { anEntry, aRun } from '../../testing/wire.ts'
import { failingStepOf } from './failing-step.ts'

const failed = (position: string) =>
  anEntry(position, { kind: 'step', name: `step ${position}`, value: { error: { message: 'no' } } })
const done = (position: string) => anEntry(position, { kind: 'step', value: { ok: 1 } })
const FAILURE = { message: 'no', stack: null, expected: null, actual: null }
const failedRun = (code = 'step_failed') => aRun({ status: 'failed', failure: { ...FAILURE, code } })

test('a run fails at the failed step that ends its journal', () => {
  expect(failingStepOf(failedRun(), [done('0001'), failed('0002')])).toEqual({
    ...{ position: '0002', name: 'step 0002', canSkip: true },
  })
})

test('of steps done together, at the first that failed', () => {
  const entries = [anEntry('0001', { kind: 'all' }), failed('0001.0001'), done('0001.0002')]

  expect(failingStepOf(failedRun(), entries)).toMatchObject({ position: '0001.0001' })
})

test('at none when the code went on after it, or ended by a crash', () => {
  expect(failingStepOf(failedRun(), [failed('0001'), anEntry('0002')])).toBeNull()
  expect(failingStepOf(failedRun('crash'), [failed('0001')])).toBeNull()
})

test('a run between attempts waits at its step; several at once have no single result to give', () => {
  const waitingFor = {
    ...{ kind: 'step', name: 'a, b', position: '0001', dueAt: null, attempts: 1 },
    ...{ error: 'no', stack: null, source: null },
  }
  const run = aRun({ status: 'waiting', waitingFor })

  expect(failingStepOf(run, [])).toMatchObject({ position: '0001', canSkip: true })
  expect(failingStepOf(run, [anEntry('0001', { kind: 'all' })])).toMatchObject({ canSkip: false })
})
