import type { SendOutcome } from '@hilo/channels'
import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import type { Sending } from '../../domain/delivery/delivery.ts'
import { settlementOf, unknown, unreachable } from './settlement.ts'

/** After so many attempts, of which so many do not count. */
const after = (attempts: number, held = 0): Sending => {
  const [orgId, inboxId, conversationId] = [newId(), newId(), newId()]
  return { orgId, inboxId, conversationId, id: newId(), messageId: newId(), seq: 1, part: 0, attempts, held }
}
const retry = (scope: 'message' | 'pair' | 'account', afterMs: number | null = null): SendOutcome => {
  return { type: 'retry', code: '1', reason: 'Later.', scope, afterMs }
}

test.each(['message', 'pair'] as const)(
  'a %s that is refused for now is given up after six attempts',
  (scope) => {
    expect(settlementOf(retry(scope), after(5))).toMatchObject({ type: 'again', isHeld: false })
    expect(settlementOf(retry(scope), after(6))).toMatchObject({ type: 'failed', failure: { code: '1' } })
  },
)

test('attempts of an hour in which nobody was answered cost a message nothing', () => {
  expect(settlementOf(retry('account'), after(120, 119))).toMatchObject({ type: 'again', isHeld: true })
  expect(unreachable(after(120, 119))).toMatchObject({ type: 'again', isHeld: true })
  expect(settlementOf(retry('message'), after(120, 118))).toMatchObject({ type: 'again', isHeld: false })
  expect(settlementOf(retry('message'), after(120, 114))).toMatchObject({ type: 'failed' })
})

test('after most of a day it is given up', () => {
  expect(unreachable(after(2_001, 2_000))).toMatchObject({ type: 'failed', failure: { code: 'unreachable' } })
})

test('an answer that was lost is repeated twice, and held attempts are none', () => {
  expect(unknown(after(20, 18), 'x', false)).toMatchObject({ type: 'unknown', afterMs: 10_000 })
  expect(unknown(after(20, 17), 'x', false)).toMatchObject({
    type: 'failed',
    failure: { code: 'unconfirmed' },
  })
})

test('while the platform answers nobody for some minutes, no attempt counts, and then they do again', () => {
  expect(unknown(after(20, 17), 'x', true)).toMatchObject({ type: 'unknown', isHeld: true })
  expect(settlementOf(retry('message'), after(20, 10), true)).toMatchObject({ type: 'again', isHeld: true })
  expect(unknown(after(27, 24), 'x', true)).toMatchObject({ type: 'failed' })
  expect(settlementOf(retry('message'), after(30, 24), true)).toMatchObject({ type: 'failed' })
})

test('the wait is never shorter than the platform asks for, and at most some half a minute by itself', () => {
  expect(settlementOf(retry('account', 90_000), after(1))).toMatchObject({ afterMs: 90_000 })
  const { afterMs } = settlementOf(retry('account'), after(900, 899)) as { afterMs: number }
  expect(afterMs).toBeLessThanOrEqual(37_500)
})
