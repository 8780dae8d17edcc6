import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Backend } from '@hilo/runtime/replay'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import booking from '../../../../../examples/table-booking/backend.ts'
import { type Booking, recordBookings, writeExample } from '../testing/record-bookings.ts'
import { runHilo, valuesOf } from '../testing/run-hilo.ts'
import { runGate } from './gate.ts'

const COUNT = 500
const backend = booking as unknown as Backend

let folder: string
let bookings: Booking[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-replay-'))
  bookings = await recordBookings(backend, COUNT)
  writeFileSync(
    join(folder, 'recorded.ndjson'),
    bookings.map(({ record }) => `${JSON.stringify(record)}\n`).join(''),
  )
  mkdirSync(join(folder, 'changed'))
  await writeExample(join(folder, 'changed'), { isPlanted: true })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe(`${COUNT} recorded conversations`, () => {
  test('are the same on the code that had them', async () => {
    const records = bookings.slice(0, 150).map(({ record }) => record)
    const gate = await runGate(backend, records)

    expect(gate.groups).toEqual([])
    expect(gate.counts.same).toBe(records.length)
  })

  test('differ on changed code where a change was planted, as it was planted, and nowhere else', async () => {
    const flags = ['--against', 'changed', '--from', 'recorded.ndjson', '--report', 'report.html']
    const { code, stdout } = await runHilo(['replay', ...flags, '--json'], { folder })
    const runs = valuesOf(stdout).filter(({ type }) => type === 'run')
    const found = Object.fromEntries(runs.map(({ runId, verdict }) => [runId, verdict]))
    const planted = bookings.filter(({ expected }) => expected !== 'same')

    expect(found).toEqual(Object.fromEntries(planted.map(({ record, expected }) => [record.runId, expected])))
    expect(new Set(Object.values(found)).size).toBe(4)
    expect(code).toBe(1)
    const summary = valuesOf(stdout).at(-1) as { added_step: number; addedSteps: object }
    expect(summary.addedSteps).toEqual({ 'look up the name': summary.added_step })
    expect(partingsOf(runs)).toEqual({
      reworded: ['choices:5'],
      different: ['text'],
      added_step: ['added:look up the name'],
      error: ['failed:exception'],
    })
    const report = readFileSync(join(folder, 'report.html'), 'utf8')
    expect(report).toContain('Error: planted')
    expect(report).not.toMatch(/(src|href)=/)
    expect(statSync(join(folder, 'report.html')).mode & 0o777).toBe(0o600)
  }, 120_000)

  test('are played from the last that began, whatever the order of the file', async () => {
    const [early, late] = bookings.filter(({ expected }) => expected === 'different')
    const records = [
      { ...late?.record, startedAt: 2_000 },
      { ...early?.record, startedAt: 1_000 },
    ]
    writeFileSync(join(folder, 'two.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
    const flags = ['--against', 'changed', '--from', 'two.ndjson', '--last', '1', '--json']
    const { stdout } = await runHilo(['replay', ...flags], { folder })

    expect(valuesOf(stdout)).toMatchObject([{ runId: late?.record.runId }, { total: 1 }])
  }, 60_000)
})

/** What the new code does where they part, by verdict. */
function partingsOf(runs: Record<string, unknown>[]): Record<string, string[]> {
  const partings: Record<string, string[]> = {}
  for (const { verdict, first } of runs as { verdict: string; first: { now: { key: string } } }[]) {
    partings[verdict] = [...new Set([...(partings[verdict] ?? []), first.now.key])]
  }
  return partings
}
