import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchFiles } from './watch-files.ts'

let folder: string
let stop: () => void
const saved = vi.fn()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-watch-'))
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'backend.ts'), '1')
  saved.mockReset()
  stop = watchFiles(folder, saved)
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true })
})

const heard = (times: number) => expect.poll(() => saved.mock.calls.length).toBe(times)

/** As editors do that never leave a file half written. */
function replace(name: string): void {
  writeFileSync(join(folder, `${name}~`), '2')
  renameSync(join(folder, `${name}~`), join(folder, name))
}

test('hears each save, in place and by a new file under the old name', async () => {
  replace('backend.ts')
  await heard(1)
  replace('backend.ts')
  await heard(2)
  writeFileSync(join(folder, 'backend.ts'), '3')
  await heard(3)
})

test('hears of folders that are made later', async () => {
  mkdirSync(join(folder, 'steps'))
  await heard(1)
  replace('steps/book.ts')
  await heard(2)
})

test('is deaf to what is no code, and to packages', async () => {
  writeFileSync(join(folder, 'notes.txt'), '1')
  writeFileSync(join(folder, 'node_modules', 'index.js'), '1')
  writeFileSync(join(folder, 'backend.ts'), '4')
  await heard(1)
})
