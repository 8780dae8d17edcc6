import { expect, test } from 'vitest'
import { isNarrowed, parseRunSearch } from './filter.ts'

test('an address that is understood is a filter; the rest of it is left out', () => {
  const backendId = '0198a000-0000-7000-8000-000000000001'
  const known = {
    status: 'failed',
    code: 'crash',
    period: 'day',
    version: '0a1b2c3d',
    backendId,
    contact: 'Lu',
  }

  expect(parseRunSearch(known)).toEqual(known)
  expect(parseRunSearch({ ...known, code: 'unknown', period: 1, backendId: 'x', more: true })).toEqual({
    ...{ status: 'failed', version: '0a1b2c3d', contact: 'Lu' },
  })
})

test('a version and a name of digits alone, which the router reads as numbers, are texts again', () => {
  expect(parseRunSearch({ version: 12345678, contact: 7 })).toEqual({ version: '12345678', contact: '7' })
})

test('the status alone does not narrow the list: its counts stay right', () => {
  expect(isNarrowed({ status: 'failed' })).toBe(false)
  expect(isNarrowed({ status: 'failed', contact: 'Lu' })).toBe(true)
})

test('a figure of the metrics is read with its backend and its period, and not without them', () => {
  const backendId = '0198a000-0000-7000-8000-000000000001'
  const period = { since: '2026-03-09T11:00:00.000Z', until: '2026-03-10T11:00:00.000Z', backendId }
  const figure = { question: 'How many people?', stopped: 'abandoned' }

  expect(parseRunSearch({ ...figure, ...period })).toEqual({ ...figure, ...period })
  expect(parseRunSearch({ ...figure, backendId })).toEqual({ backendId })
  expect(parseRunSearch({ ...figure, ...period, backendId: undefined })).toEqual({})
  expect(parseRunSearch({ ...period, question: 4, stopped: 'lost' })).toEqual({ ...period, question: '4' })
  expect(parseRunSearch({ ...period, ...figure, reason: 'Both' })).toEqual({ ...figure, ...period })
})
