/**
 * What `hilo replay` finds when one change of each kind is planted in the table-booking example, and how long
 * it takes: 500 recorded conversations, of which it is known what each change must make of them.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import booking from '../examples/table-booking/backend.ts'
import { recordBookings, writeExample } from '../packages/sdk/src/cli/testing/record-bookings.ts'
import { root, runProgram } from './command-line.mjs'

const COUNT = 500

runProgram(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-replay-gate-'))
  try {
    const bookings = await recordBookings(booking as never, COUNT)
    const lines = bookings.map(({ record }) => `${JSON.stringify(record)}\n`)
    writeFileSync(join(folder, 'recorded.ndjson'), lines.join(''))
    await writeExample(folder, { isPlanted: true })
    const hilo = join(root, 'packages/sdk/bin/hilo.mjs')
    const args = [hilo, 'replay', '--against', '.', '--from', 'recorded.ndjson']
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    const planted = Object.entries(Object.groupBy(bookings, ({ expected }) => expected))
    console.log(`${stdout}${stderr}`)
    console.log(`Planted: ${planted.map(([verdict, each]) => `${each.length} ${verdict}`).join(', ')}.`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
