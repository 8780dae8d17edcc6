import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bundleOf } from '../../testing/bundle-of.ts'
import { jobOf } from '../../testing/job-of.ts'
import { isolationOf } from '../isolation.ts'
import { createPool } from '../pool.ts'
import { startChild } from './launcher.ts'

const PATH = { PATH: '/usr/bin:/bin' }
const shell = (script: string) => ({ file: 'sh', args: ['-c', script], env: PATH })

/** What stands in /proc of a process; empty when there is none. */
function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

const isRunning = (pid: number) => !/\) Z |^$/.test(read(pid, 'stat'))

/** The launcher of this process, as soon as it says that it is one. */
async function launcherPid(): Promise<number> {
  const own = () => childrenOf(process.pid).filter((pid) => read(pid, 'comm').trim() === 'hilo-launcher')
  await expect.poll(() => own().length).toBe(1)
  return own()[0] as number
}

const childrenOf = (pid: number) =>
  read(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)

async function poolIn(mode?: 'permission_only') {
  const pool = await createPool(mode ? { isolation: isolationOf(mode) } : {})
  onTestFinished(() => pool.stop())
  return pool
}

describe('a started process', () => {
  test('talks to this one directly, and how it ended is told', async () => {
    const child = await startChild(shell('read line <&3; echo "heard $line" >&3; echo bye >&2; exit 7'))
    child.socket.write('hello\n')

    const [heard] = await child.socket.map(String).toArray()
    expect(heard).toBe('heard hello\n')
    expect(await child.ended).toMatchObject({ code: 7, signal: null, stderr: 'bye\n', isFlooded: false })
  })

  test('is heard from its first word, however late this process listens', async () => {
    const starting = startChild(shell('echo first >&3; sleep 0.2; echo second >&3'))
    // The descriptor is under way while nobody here can take it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)

    const { socket } = await starting
    expect((await socket.map(String).toArray()).join('')).toBe('first\nsecond\n')
  })

  test('comes after all others when it is to give way', async () => {
    const niceness = async (givesWay: boolean) => {
      const child = await startChild(shell('sleep 0.2; cut -d " " -f 19 /proc/self/stat >&3'), { givesWay })
      return Number((await child.socket.map(String).toArray()).join(''))
    }

    expect((await niceness(true)) - (await niceness(false))).toBe(10)
  })

  // https://man7.org/linux/man-pages/man7/sched.7.html: only where the kernel has sessions of that kind.
  test.skipIf(!existsSync('/proc/self/autogroup'))('comes after them as a session too', async () => {
    const waiting =
      'for n in $(seq 200); do grep "nice 10$" /proc/self/autogroup >&3 && exit; sleep 0.02; done'
    const child = await startChild(shell(waiting), { givesWay: true })

    expect((await child.socket.map(String).toArray()).join('')).toMatch(/nice 10\n$/)
  })

  test('is ended with all it started', async () => {
    const child = await startChild(shell('sleep 60 & echo $! >&3; wait'))
    const [inner] = await child.socket.map(String).take(1).toArray()
    child.kill()

    expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
    await expect.poll(() => isRunning(Number(inner))).toBe(false)
    // Nothing is left of its number to be hit.
    child.kill()
  })

  test('is ended when it prints without end', async () => {
    const child = await startChild(shell('while :; do echo nonsense >&2; done'))

    expect(await child.ended).toMatchObject({ signal: 'SIGKILL', isFlooded: true })
  })

  test('has its error output and its protocol open, and nothing of others', async () => {
    const others = await Promise.all([1, 2, 3].map(() => startChild(shell('read line <&3'))))
    const child = await startChild(shell('ls -l /proc/self/fd | grep -c socket >&3'))

    expect((await child.socket.map(String).toArray()).join('').trim()).toBe('2')
    for (const other of others) other.kill()
  })

  test('that cannot be started says why, and the next one starts', async () => {
    const nothing = { file: '/no/such/program', args: [], env: PATH }

    await expect(startChild(nothing)).rejects.toThrow('ENOENT')
    const child = await startChild(shell('exit 0'))
    expect(await child.ended).toMatchObject({ code: 0 })
  })
})

describe('the launcher killed by SIGKILL', () => {
  test.each(['strongest', 'permission_only'] as const)(
    'costs its turns, leaves no process behind, and another one starts the next: %s',
    { timeout: 40_000 },
    async (mode) => {
      const pool = await poolIn(mode === 'strongest' ? undefined : mode)
      const looping = await bundleOf('for (;;);')
      const saying = await bundleOf("await chat.say('hi')")
      const playing = pool.play(jobOf(looping))
      const launcher = await launcherPid()
      await expect.poll(() => childrenOf(launcher).length).toBeGreaterThan(0)
      const guests = childrenOf(launcher)
      await sleep(200)
      process.kill(launcher, 'SIGKILL')

      expect(await playing).toMatchObject({
        type: 'crashed',
        detail: 'The process that starts the others ended, and took it along.',
      })
      await expect.poll(() => guests.filter(isRunning)).toEqual([])
      expect(await pool.play(jobOf(saying))).toMatchObject({ type: 'end', end: { type: 'done' } })
      expect(await launcherPid()).not.toBe(launcher)
    },
  )
})

test('a server killed while a descriptor is under way to it leaves neither launcher nor process', async () => {
  const script = `
    import { startChild } from ${JSON.stringify(join(import.meta.dirname, 'launcher.ts'))}
    void startChild({ file: 'sleep', args: ['60'], env: { PATH: '/usr/bin:/bin' } })
    // It never takes the descriptor.
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 1)`
  const server = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  const pid = server.pid as number
  const below = () => childrenOf(pid).flatMap((launcher) => [launcher, ...childrenOf(launcher)])
  await expect.poll(() => below().length, { timeout: 15_000 }).toBe(2)
  const started = below()
  await sleep(200)
  server.kill('SIGKILL')

  await expect.poll(() => started.filter(isRunning)).toEqual([])
})

test('a process that is stopped before it was started is not left running', async () => {
  const pool = await createPool()
  const playing = pool.play(jobOf(await bundleOf('for (;;);')))
  await pool.stop()

  expect(await playing).toMatchObject({ type: 'crashed' })
  const launcher = await launcherPid()
  await expect.poll(() => childrenOf(launcher)).toEqual([])
})
