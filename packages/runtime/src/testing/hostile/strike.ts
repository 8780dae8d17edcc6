import type { Isolation } from '../../host/isolation.ts'
import type { PlayJob, PlayResult } from '../../host/play-job.ts'
import type { Pool } from '../../host/pool.ts'
import { bundleOf } from '../bundle-of.ts'
import { jobOf } from '../job-of.ts'
import type { Attempt } from './attempt.ts'
import type { Scene } from './scene.ts'

/** A backend that does what the contact says: the text is the body of an async function. */
export function hostileBundle(): ReturnType<typeof bundleOf> {
  return bundleOf(
    `
    const text = await chat.ask()
    // Turns are counted from 1 in each process, and each of these runs has one.
    const turn = (globalThis.turns = (globalThis.turns ?? 0) + 1)
    const builtin = (name) => process.getBuiltinModule(name)
    const connected = (emitter) => new Promise((resolve, reject) =>
      emitter.on('connect', () => setTimeout(resolve, 20, 'CONNECTED')).on('error', reject))
    const wire = process._getActiveHandles().find((handle) => handle.constructor.name === 'Socket')
    const names = ['builtin', 'connected', 'wire', 'chat', 'require', 'turn']
    const attack = new Function(...names, 'return (async () => {' + text + '})()')
    const said = await attack(builtin, connected, wire, chat, require, turn).then(
      (got) => 'GOT ' + JSON.stringify(got), (error) => 'STOPPED ' + error.message)
    await chat.say(said.slice(0, 5000))`,
    `egress: ['*'],`,
  )
}

type Ground = {
  readonly pool: Pool
  readonly bundle: PlayJob['version']
  readonly scene: Scene
  /** A process for each attempt: slower, and none finds what another one left. */
  readonly exclusive: boolean
}

export type Strike = { readonly attempt: Attempt; readonly success: string | null; readonly seen: string }

/** Lets hostile code try one thing and looks at what came of it. */
export async function strike(ground: Ground, attempt: Attempt): Promise<Strike> {
  const { pool, bundle, scene, exclusive } = ground
  scene.takeHeard()
  const isAlone = exclusive || attempt.isAlone === true
  const job = jobOf(bundle, attempt.code(scene), { exclusive: isAlone, egressAllow: ['*'], orgId: 'hostile' })
  const begun = performance.now()
  const result = await pool.play(job)
  const said = saidIn(result)
  const elapsedMs = performance.now() - begun
  return { attempt, success: attempt.effect({ said, result, scene, elapsedMs }), seen: said }
}

function saidIn(result: PlayResult): string {
  if (result.type === 'crashed') return `CRASHED ${result.reason}: ${result.detail}`
  const said = result.entries.find(({ kind }) => kind === 'say')?.content
  if (said && 'text' in said) return String(said.text)
  return result.end.type === 'failed' ? `FAILED ${result.end.failure.message}` : `ENDED ${result.end.type}`
}

const INNER_FENCE = /^--(permission|allow-)/

/** The same isolation as if a bug of Node had opened the inner fence: what then holds is the kernel's. */
export function breached(isolation: Isolation): Isolation {
  return {
    ...isolation,
    command(program) {
      const command = isolation.command(program)
      return { ...command, args: command.args.filter((arg) => !INNER_FENCE.test(arg)) }
    },
  }
}

/** No isolation at all: shows that the attempts work where nothing stops them. */
export const unfenced: Isolation = {
  mode: 'permission_only',
  isStrong: false,
  words: 'Nothing is kept away.',
  command: ({ bundlePath }) => ({
    file: process.execPath,
    args: ['--no-warnings', bundlePath],
    env: { ...process.env } as Record<string, string>,
  }),
}
