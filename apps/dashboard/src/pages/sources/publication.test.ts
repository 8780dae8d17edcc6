import type { Source, SourceImport, SourcePublication } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { newsOf, publicationProgress } from './publication.ts'

const PUBLICATION = {
  ...{
    asked: 9,
    counts: { published: 3, rewritten: 1, empty: 0, gone: 2 },
    endedAt: '2026-01-02T00:00:00.000Z',
  },
} as SourcePublication
const source = (startedAt: string, endedAt: string | null = PUBLICATION.endedAt) =>
  ({ lastImport: { startedAt } as SourceImport, lastPublication: { ...PUBLICATION, endedAt } }) as Source

test('what a publication came to counts, whatever became of it', () => {
  expect(publicationProgress(PUBLICATION)).toEqual({ done: 6, all: 9 })
})

test('what came of a publication is told until the source is read again', () => {
  expect(newsOf(source('2026-01-01T00:00:00.000Z'))).not.toBeNull()
  expect(newsOf(source('2026-01-03T00:00:00.000Z'))).toBeNull()
  expect(newsOf(source('2026-01-03T00:00:00.000Z', null))).not.toBeNull()
  expect(newsOf({ ...source('2026-01-01T00:00:00.000Z'), lastPublication: null })).toBeNull()
})
