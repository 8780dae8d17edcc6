import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { createCrashWatch } from './crash-watch.ts'

const limits = { crashesMax: 5, runsMin: 3, withinMs: 10 * 60_000 }
const versionId = newId()
const [a, b, c] = [newId(), newId(), newId()]

function countAll(crashes: [runId: typeof a, at: number][]): (string | null)[] {
  const watch = createCrashWatch(limits)
  return crashes.map(([runId, at]) => watch.add(versionId, { runId, at }))
}

test('a version that crashes for several contacts is paused, with the figures', () => {
  const said = countAll([
    [a, 0],
    [a, 1],
    [b, 2],
    [b, 3],
    [c, 4],
  ])

  expect(said.slice(0, 4)).toEqual([null, null, null, null])
  expect(said[4]).toBe('Its process ended 5 times in 10 minutes, in 3 runs.')
})

test('one contact alone never pauses a version, however often', () => {
  expect(countAll(Array.from({ length: 50 }, (_, at) => [a, at]))).not.toContainEqual(expect.any(String))
})

test('crashes that are far apart are no loop', () => {
  const minutes = [0, 4, 8, 12, 16, 20].map((minute, index): [typeof a, number] => [
    [a, b, c][index % 3] as typeof a,
    minute * 60_000,
  ])

  expect(countAll(minutes)).not.toContainEqual(expect.any(String))
})

test('the counting begins anew after a pause', () => {
  const crashes: [typeof a, number][] = [
    [a, 0],
    [a, 1],
    [b, 2],
    [b, 3],
    [c, 4],
    [a, 5],
    [b, 6],
    [c, 7],
  ]

  expect(countAll(crashes).filter((said) => said !== null)).toHaveLength(1)
})
