import { spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleOf } from '../testing/bundle-of.ts'
import type { Attempt } from '../testing/hostile/attempt.ts'
import { ATTEMPTS } from '../testing/hostile/attempts.ts'
import { openScene, type Scene } from '../testing/hostile/scene.ts'
import { breached, hostileBundle, strike, unfenced } from '../testing/hostile/strike.ts'
import { type Isolation, isolationOf, offeredIsolations } from './isolation.ts'
import { createPool } from './pool.ts'

const offered = await offeredIsolations()
const [strongest = isolationOf('permission_only')] = offered
const { isStrong } = strongest
for (const mode of ['bubblewrap', 'private_tree'] as const) {
  if (!offered.some((isolation) => isolation.mode === mode)) console.warn(`Not tested here: ${mode}.`)
}

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.stop())

/** Exhaustion takes its time: `npm run hostile` tries all of it, and measures the neighbours. */
const SHORT = [
  'loop in microtasks',
  'fill buffers',
  'print to the error output',
  'say again and again that it is ready',
  'send large frames that say little',
  'record steps without end',
  'use up descriptors',
]
const exhaustion = ATTEMPTS.exhaustion.filter(({ name }) => SHORT.includes(name))
const { files, processes, network, protocol, egress } = ATTEMPTS
const limits = { pingMs: 200, turnMs: 10_000, turnCpuMs: 3_000 }

async function tryThem(isolation: Isolation, attempts: readonly Attempt[]): Promise<string[]> {
  const pool = await createPool({ isolation, limits, egress: scene.egress })
  const ground = { pool, scene, bundle: await hostileBundle(), exclusive: false }
  const succeeded: string[] = []
  for (const attempt of attempts.filter(({ isDangerous }) => isolation.isStrong || !isDangerous)) {
    const { success } = await strike(ground, attempt)
    if (success !== null && !attempt.open?.includes(isolation.mode)) succeeded.push(attempt.name)
  }
  await pool.stop()
  return succeeded
}

describe.each(offered.map((isolation) => [isolation.mode, isolation] as const))('%s', (_mode, isolation) => {
  const escapes = [...files, ...processes, ...network]

  test(`lets none of ${escapes.length} attempts out`, { timeout: 120_000 }, async () => {
    expect(await tryThem(isolation, escapes)).toEqual([])
  })

  test.runIf(isolation.isStrong)(
    'lets none of them out when the fence of Node is down',
    { timeout: 120_000 },
    async () => {
      expect(await tryThem(breached(isolation), escapes)).toEqual([])
    },
  )
})

describe('hostile code', () => {
  test.each(Object.values(ATTEMPTS).flat())(
    'compiles, or it would be stopped for nothing: $name',
    ({ code }) => {
      const AsyncFunction = (async () => {}).constructor as FunctionConstructor

      expect(() => new AsyncFunction('chat', code(scene))).not.toThrow()
    },
  )

  test('finds no other use for the way out', { timeout: 120_000 }, async () => {
    expect(await tryThem(strongest, egress)).toEqual([])
  })

  // Each costs a process, and `check.test.ts` knows what is refused: here every third.
  test('is not believed, whatever it says', { timeout: 120_000 }, async () => {
    expect(
      await tryThem(
        strongest,
        protocol.filter((_, index) => index % 3 === 0),
      ),
    ).toEqual([])
  })

  test('is stopped when it takes what belongs to all', { timeout: 120_000 }, async () => {
    expect(exhaustion).toHaveLength(SHORT.length)
    expect(await tryThem(strongest, exhaustion)).toEqual([])
  })

  test('would get out where nothing stops it', { timeout: 120_000 }, async () => {
    const harmless = [...files, ...network].filter(({ isDangerous }) => !isDangerous)
    const succeeded = await tryThem(
      unfenced,
      harmless.map((attempt) => ({ ...attempt, open: [] })),
    )
    const failed = harmless.map(({ name }) => name).filter((name) => !succeeded.includes(name))
    expect(failed.length).toBeLessThan(harmless.length / 5)
  })
})

describe.runIf(isStrong)('the server killed by SIGKILL', () => {
  test('leaves no process behind, not even one in an endless loop', { timeout: 60_000 }, async () => {
    const looping = await bundleOf('for (;;);')
    const server = spawn(
      process.execPath,
      [join(import.meta.dirname, '../testing/play-one.ts'), looping.bundlePath],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await new Promise((resolve) => server.stdout.once('data', resolve))
    const guests = descendantsOf(server.pid ?? 0)
    expect(guests.length).toBeGreaterThanOrEqual(1)
    server.kill('SIGKILL')

    await expect.poll(() => guests.filter(isRunning), { timeout: 3_000 }).toEqual([])
  })
})

test('a descriptor that the server was started with is not handed on', { timeout: 60_000 }, async () => {
  const telling = await bundleOf(`
    const fs = process.getBuiltinModule('fs')
    const texts = Array.from({ length: 60 }, (_, fd) => {
      try { const b = Buffer.alloc(20); return b.toString('utf8', 0, fs.readSync(fd + 4, b, 0, 20, 0)) } catch { return '' }
    })
    await chat.say('READ ' + texts.join(''))`)
  const file = openSync(join(scene.folder, 'secret.txt'), 'r')
  const gap = Array.from({ length: 37 }, () => 'ignore' as const)
  const server = spawn(
    process.execPath,
    [join(import.meta.dirname, '../testing/play-one.ts'), telling.bundlePath],
    {
      stdio: ['ignore', 'pipe', 'inherit', ...gap, file],
    },
  )
  let said = ''
  server.stdout?.on('data', (chunk) => {
    said += chunk
  })
  await expect.poll(() => said, { timeout: 40_000 }).toContain('READ')
  server.kill('SIGKILL')

  expect(said).not.toContain('secret')
})

function descendantsOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'ascii')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'ascii').includes(') Z ')
  } catch {
    return false
  }
}
