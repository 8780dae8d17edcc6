import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const sh = (script: string, signal = AbortSignal.timeout(10_000), input = '') =>
  runProgram({ program: 'sh', args: ['-c', script], input, signal })

test('what a program writes about its input is its answer', async () => {
  expect(await sh('cat; echo done', undefined, 'ñandú\n')).toBe('ñandú\ndone\n')
})

test.each([
  ['fails', 'echo half; exit 3'],
  ['is ended', 'kill -9 $$'],
  ['never stops writing', 'yes'],
])('of a program that %s nothing is taken', async (_, script) => {
  expect(await sh(script)).toBeNull()
})

test('a program that is not there, or is not waited for, answers nothing', async () => {
  const signal = AbortSignal.timeout(10_000)

  expect(await runProgram({ program: 'no-such-program', args: [], input: 'x', signal })).toBeNull()
  expect(await sh('echo never', AbortSignal.abort())).toBeNull()
})

test('with the signal ends all that the program has started', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'hilo-program-')), 'pid')
  const controller = new AbortController()
  const output = sh(`sleep 600 & echo $! > ${file}; wait`, controller.signal)
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toMatch(/\d+\n/)
  controller.abort()

  expect(await output).toBeNull()
  await expect.poll(() => isRunning(Number(readFileSync(file, 'utf8')))).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a program sees none of the secrets of the server', async () => {
  process.env.HILO_SECRET_OF_TEST = 'hidden'

  expect(await sh('env')).not.toContain('hidden')
})
