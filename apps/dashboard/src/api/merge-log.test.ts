import { expect, test } from 'vitest'
import { aLogEntry } from '../testing/wire.ts'
import { appendLog, mergeLog } from './merge-log.ts'

const page = (ids: string, next: string | null = null) => ({
  entries: [...ids].map((id) => aLogEntry({ id })),
  next,
})
const idsOf = ({ entries }: { entries: { id: string }[] }) => entries.map(({ id }) => id).join('')

test('puts what is new in front of what is known', () => {
  expect(idsOf(mergeLog(page('cba'), page('edcb')))).toBe('edcba')
  expect(mergeLog(page('cba', 'older'), page('dc', 'newer')).next).toBe('older')
})

test('begins anew when something is missing between the two', () => {
  expect(mergeLog(page('ba', 'older'), page('fe', 'newer'))).toEqual(page('fe', 'newer'))
})

test('lets the oldest go when there are too many', () => {
  const known = page('x'.repeat(1_200))
  known.entries = known.entries.map((entry, index) => ({ ...entry, id: `${index}` }))
  const fresh = { entries: known.entries.slice(0, 100), next: 'after 100' }

  expect(mergeLog(known, fresh)).toBe(fresh)
})

test('goes on behind what is known', () => {
  expect(appendLog(page('dc', 'b'), page('ba'), 'b')).toEqual(page('dcba'))
})

test('leaves out an older page when what is known began anew meanwhile', () => {
  const anew = page('zy', 'x')

  expect(appendLog(anew, page('ba'), 'b')).toBe(anew)
})
