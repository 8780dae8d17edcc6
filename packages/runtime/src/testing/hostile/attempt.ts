import type { Isolation } from '../../host/isolation.ts'
import type { PlayResult } from '../../host/play-job.ts'
import type { Scene } from './scene.ts'

/** One thing that hostile code tries, and how anybody would see that it succeeded. */
export type Attempt = {
  readonly name: string
  /**
   * The body of an async function in the backend's process. It has `builtin(name)`, `connected(socket)`,
   * `wire` (the protocol's socket), `chat`, `require` and `fetch`; what it returns is told to the judge.
   */
  code(scene: Scene): string
  /** What the attack achieved, in words; null when it achieved nothing. */
  effect(seen: Seen): string | null
  /** Weaker isolations that are known not to stop it. */
  readonly open?: readonly Isolation['mode'][]
  /** Must not be tried where nothing stops it. */
  readonly isDangerous?: boolean
  /** Needs a process of its own, or spoils the one it has. */
  readonly isAlone?: boolean
}

export type Seen = {
  /** What the code returned, as JSON, or the error that stopped it. */
  readonly said: string
  readonly result: PlayResult
  readonly scene: Scene
  readonly elapsedMs: number
}

/** The secret that lies in every place of the scene was told. */
export function toldSecret({ said, scene }: Seen): string | null {
  return said.includes(scene.secret) ? 'it read the secret' : null
}

/** Somebody outside heard from it. */
export function wasHeard({ scene }: Seen): string | null {
  const heard = scene.takeHeard()
  return heard.length > 0 ? `${heard.join(', ')} heard from it` : null
}

/** It returned words that only success gives. */
export function told(pattern: RegExp): Attempt['effect'] {
  return ({ said }) => (pattern.test(said) ? `it told ${said.slice(0, 80)}` : null)
}
