import { AppError } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { fillPath, isTemporary, queryString } from './client.ts'

test('fills a path without letting a parameter leave its segment', () => {
  expect(fillPath('/v1/runs/:runId/journal', { runId: '../a b' })).toBe('/v1/runs/..%2Fa%20b/journal')
})

test('leaves out what is not asked for', () => {
  expect(queryString({ status: 'open', holder: undefined, cursor: null, limit: 50 })).toBe(
    '?status=open&limit=50',
  )
  expect(queryString({})).toBe('')
})

test.each([
  ['unavailable', true],
  ['internal', true],
  ['too_many_requests', true],
  ['conflict', false],
  ['window_closed', false],
] as const)('%s may pass by itself: %s', (code, expected) => {
  expect(isTemporary(new AppError(code, 'Sentence.'))).toBe(expected)
})
