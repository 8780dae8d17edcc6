import type { Backend, Played, TurnIo } from '@hilo/runtime/replay'

/**
 * Who keeps a conversation and its runs, as the model drives it. `Claim` is its own idea of a claimed run.
 */
export type Host<Claim> = {
  /** Stores a message. @returns the run that it woke or started. */
  write(message: { id: string; text: string; at: number }): Promise<Claim | null>
  /** Claims the run when it is due, was handed back, or its node is dead. */
  wake(now: number): Promise<Claim | null>
  /** @returns null when the node died on the way. */
  play(claim: Claim, turn: { now: number; dies: number | null }): Promise<Played | null>
  /** @returns the claim of the turn that follows at once. */
  commit(claim: Claim, played: Played): Promise<Claim | null | 'refused'>
  /** The node dies, and another one takes its place. */
  die(): Promise<void>
  takeOver(): Promise<void>
  handBack(): Promise<void>
  deploy(): Promise<void>
  /** What was said, in order: `in a`, `out v0.1 a`. */
  transcript(): Promise<string[]>
}

/** The backend of a version, made anew for each turn, as after a restart. */
export type Code = (version: number) => Backend

/** Thrown where a node dies while it records something. */
class NodeDied extends Error {}

/** Counts the steps that a turn records, and lets its node die when the count is used up. */
export function mortalRecorder(dies: number | null, record: TurnIo['step']): TurnIo['step'] {
  let left = dies ?? Number.POSITIVE_INFINITY
  return async (entry, before) => {
    if (left-- === 0) throw new NodeDied()
    return record(entry, before)
  }
}

/** @returns null when the node died. */
export async function unlessDied(playing: Promise<Played>): Promise<Played | null> {
  try {
    return await playing
  } catch (error) {
    if (error instanceof NodeDied) return null
    throw error
  }
}
