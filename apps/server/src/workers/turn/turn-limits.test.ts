import { type Id, type JournalEntry, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { ClaimedRun } from '../../domain/run/run.ts'
import { createTurnLimits, type TurnLimitOptions } from './turn-limits.ts'

const said: JournalEntry = {
  position: '0001',
  kind: 'say',
  name: '',
  value: null,
  content: { type: 'text', text: 'x' },
}
const quiet: JournalEntry = { position: '0002', kind: 'step', name: '', value: null }

/** Limits whose clock the test sets. */
function aClock(options: Partial<TurnLimitOptions>) {
  const at = { now: Date.now() }
  return { at, limits: createTurnLimits(options, () => at.now) }
}

function aRun(orgId: Id = newId()): ClaimedRun {
  return { orgId, conversationId: newId(), id: newId() } as ClaimedRun
}

describe('messages in a minute', () => {
  test('are limited in a conversation, and not in the one beside it', () => {
    const { limits } = aClock({ messagesMax: 3 })
    const [run, other] = [aRun(), aRun()]

    expect(limits.after(run, [said, said, quiet, said])).toBeNull()
    expect(limits.after(run, [said])).toMatch(/More than 3 messages in a minute in this conversation/)
    expect(limits.after(other, [said])).toBeNull()
  })

  test('are limited over all conversations of an org, and not of another', () => {
    const { limits } = aClock({ orgMessagesMax: 2 })
    const org = newId()

    expect([aRun(org), aRun(org)].map((run) => limits.after(run, [said]))).toEqual([null, null])
    expect(limits.after(aRun(org), [said])).toMatch(/in this org/)
    expect(limits.after(aRun(), [said])).toBeNull()
  })

  test('are counted anew in the next one; what only works is never counted', () => {
    const { at, limits } = aClock({ messagesMax: 1 })
    const run = aRun()
    limits.after(run, [said])
    expect(limits.after(run, [quiet])).toBeNull()
    at.now += 60_000

    expect(limits.after(run, [said])).toBeNull()
  })
})

describe('a contact that answers at once', () => {
  function talk(pausesMs: number[]): (string | null)[] {
    const { at, limits } = aClock({ quickTurnsMax: 5, quickMs: 800 })
    const run = aRun()
    return pausesMs.map((pauseMs) => {
      limits.after(run, [said])
      at.now += pauseMs
      return limits.before(run, at.now)
    })
  }

  test('again and again may be a machine, and people are asked', () => {
    const answers = talk([100, 100, 100, 100, 100])

    expect(answers.slice(0, 4)).toEqual([null, null, null, null])
    expect(answers[4]).toMatch(/5 times without a pause/)
  })

  test('is a person as soon as there was one pause', () => {
    expect(talk([100, 100, 100, 100, 900, 100, 100, 100, 100])).not.toContainEqual(expect.any(String))
  })

  test('is judged by each message once, however many turns it waits unread', () => {
    const { at, limits } = aClock({ quickTurnsMax: 5, quickMs: 800 })
    const run = aRun()
    limits.after(run, [said])
    const heardAt = at.now + 100

    const answers = Array.from({ length: 20 }, () => limits.before(run, heardAt))

    expect(answers).not.toContainEqual(expect.any(String))
  })

  test('by what it had written before our answer is none', () => {
    expect(talk([-50, -50, -50, -50, -50, -50])).not.toContainEqual(expect.any(String))
  })
})

test('a run that is too old goes to people', () => {
  const { at, limits } = aClock({ runDaysMax: 30 })
  const run = aRun()
  expect(limits.before(run, null)).toBeNull()
  at.now += 31 * 24 * 3_600_000

  expect(limits.before(run, null)).toBe('This run is older than 30 days.')
})
