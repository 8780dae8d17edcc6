import type { InboxHealth } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { judge, type Recent } from './judge.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString()
const DAY = 24 * 60

const NO_LAG = { p50: null, p95: null }
const WELL: InboxHealth = {
  ...{ inboxId: '1', name: 'Number', channel: 'whatsapp', pausedAt: null },
  ...{ tokenExpiresAt: null, tokenRefusedAt: null, lastEventAt: ago(1), facts: [], failures: [], alarms: [] },
  lag: { events: 0, toStored: NO_LAG, toProcessed: NO_LAG },
  backlog: { events: 0, oldestAt: null },
  sending: { heldSince: null, nextTryAt: null, waiting: 0, oldestAt: null },
}
const QUIET: Recent = { lag: WELL.lag, busyDays: 0, events: 0 }

const fact = (name: string, value: string) => ({ facts: [{ name, value, at: ago(1), before: [] }] })
const held = (heldSince: string) => ({ sending: { ...WELL.sending, heldSince } })
const late = (p50: number, events = 9) => ({
  lag: { events, toStored: { p50, p95: p50 }, toProcessed: NO_LAG },
})
const busy = { busyDays: 6, events: 400 }

test.each<[string, Partial<InboxHealth>, string[]]>([
  ['all well', {}, []],
  ['a flag', fact('quality', 'flagged'), ['quality_low']],
  ['green quality', fact('quality', 'green'), []],
  ['the end of a flag', fact('quality', 'unflagged'), []],
  ['a ban', fact('account', 'banned'), ['restricted']],
  ['a ban that is over', fact('account', 'ok'), []],
  ['an app that was thrown out', fact('access', 'lost'), ['access_lost']],
  ['a refused token', { tokenRefusedAt: ago(1), tokenExpiresAt: ago(2) }, ['token_refused']],
  ['a token that ends in six days', { tokenExpiresAt: ago(-6 * DAY) }, ['token_expiring']],
  ['a token that ends in eight days', { tokenExpiresAt: ago(-8 * DAY) }, []],
  ['held for four minutes', held(ago(4)), []],
  ['held for six minutes', held(ago(6)), ['sending_held']],
  ['an event that waits for two minutes', { backlog: { events: 1, oldestAt: ago(2) } }, ['webhook_lag']],
])('%s', (_, over, kinds) => {
  expect(judge({ ...WELL, ...over }, QUIET, NOW).map(({ kind }) => kind)).toEqual(kinds)
})

test.each<[string, Partial<Recent>, string | null, string[]]>([
  ['events two minutes late', late(120_000), ago(1), ['webhook_lag']],
  ['one late event', late(120_000, 1), ago(1), []],
  ['a busy inbox without an event for a day', busy, ago(DAY + 1), ['silent']],
  ['a busy inbox without an event for a night', busy, ago(DAY / 2), []],
  ['a quiet inbox without an event for a day', { busyDays: 2, events: 9 }, ago(DAY + 1), []],
])('%s: %#', (...row) => {
  const [, over, lastEventAt, kinds] = row

  expect(judge({ ...WELL, lastEventAt }, { ...QUIET, ...over }, NOW).map(({ kind }) => kind)).toEqual(kinds)
})
