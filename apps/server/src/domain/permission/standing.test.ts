import { newId, type PermissionKind, type PermissionPurpose } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { derive, type Row, type Wrote } from './standing.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 0, minute))
const wrote = (minute: number) => ({ id: newId(), givenAt: at(minute) })
const rowAt = (minute: number, purpose: PermissionPurpose, kind: PermissionKind): Row => ({
  ...{ id: newId(), purpose, kind, source: 'member', givenAt: at(minute) },
})
const NOTHING = {
  ...{ service: 'unknown', utility: 'unknown', authentication: 'unknown', marketing: 'unknown' },
}
const ALL_OUT = {
  ...{ service: 'opted_out', utility: 'opted_out', authentication: 'opted_out', marketing: 'opted_out' },
}

test.each<[string, Row[], Wrote | null, Record<string, string>]>([
  ['nothing', [], null, NOTHING],
  ['a message', [], wrote(1), { ...NOTHING, service: 'opted_in', utility: 'opted_in' }],
  ['an opt-in of marketing', [rowAt(1, 'marketing', 'opt_in')], null, { ...NOTHING, marketing: 'opted_in' }],
  [
    'an opt-out of everything',
    [rowAt(1, 'marketing', 'opt_in'), rowAt(2, 'all', 'opt_out')],
    wrote(1),
    ALL_OUT,
  ],
  [
    'a message after it, which gives the answer and no more',
    [rowAt(1, 'marketing', 'opt_in'), rowAt(2, 'all', 'opt_out')],
    wrote(3),
    { ...ALL_OUT, service: 'opted_in' },
  ],
  [
    'an opt-in after it, of its purpose alone',
    [rowAt(2, 'all', 'opt_out'), rowAt(3, 'marketing', 'opt_in')],
    wrote(1),
    { ...ALL_OUT, marketing: 'opted_in' },
  ],
  [
    'an opt-out of marketing, whatever is written after it',
    [rowAt(1, 'marketing', 'opt_out')],
    wrote(2),
    { service: 'opted_in', utility: 'opted_in', authentication: 'unknown', marketing: 'opted_out' },
  ],
  [
    'an opt-out of notices, which a question does not take back',
    [rowAt(1, 'utility', 'opt_out')],
    wrote(2),
    { ...NOTHING, service: 'opted_in', utility: 'opted_out' },
  ],
])('what holds after %s', (_name, ...[rows, last, expected]) => {
  const standings = derive(rows, last)

  expect(Object.fromEntries(Object.entries(standings).map(([purpose, { is }]) => [purpose, is]))).toEqual(
    expected,
  )
})
