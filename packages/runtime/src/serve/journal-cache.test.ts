import type { JournalEntry, Turn } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { JournalCache } from './journal-cache.ts'

const entry = (position: string, kind: JournalEntry['kind'] = 'say'): JournalEntry => ({
  position,
  kind,
  name: '',
  value: null,
})
const run = { runId: 'run', generation: 0 }
const turn = (base: number, tail: JournalEntry[], of: Partial<Turn> = {}) =>
  ({ ...run, base, tail, ...of }) as Turn

describe('JournalCache', () => {
  test('joins what it has and what is new', () => {
    const cache = new JournalCache()
    cache.keep(run, [entry('0001'), entry('0002')])

    expect(cache.complete(turn(2, [entry('0003')]))).toHaveLength(3)
    expect(cache.complete(turn(1, [entry('0002'), entry('0003')]))).toHaveLength(3)
  })

  test.each([
    ['of a run it never saw', turn(2, [], { runId: 'other' })],
    ['of another generation', turn(2, [], { generation: 1 })],
    ['longer than it has', turn(3, [])],
    ['with a step recorded ahead that was overtaken', turn(2, [entry('0002.0001'), entry('0002')])],
  ])('asks for the whole of a journal %s', (_name, asked) => {
    const cache = new JournalCache()
    cache.keep(run, [entry('0001'), entry('0004', 'step')])

    expect(cache.complete(asked)).toBeUndefined()
  })

  test('keeps a journal in the order of its positions', () => {
    const cache = new JournalCache()
    cache.keep(run, [entry('0001'), entry('0003', 'step'), entry('0002')])

    expect(cache.complete(turn(3, []))?.map(({ position }) => position)).toEqual(['0001', '0002', '0003'])
  })

  test('drops the longest unused runs', () => {
    const cache = new JournalCache()
    const long = Array.from({ length: 900 }, (_, index) => entry(String(index).padStart(4, '0')))
    for (let id = 0; id < 30; id++) cache.keep({ ...run, runId: `${id}` }, long)

    expect(cache.complete(turn(900, [], { runId: '0' }))).toBeUndefined()
    expect(cache.complete(turn(900, [], { runId: '29' }))).toHaveLength(900)
  })
})
