import type { Id } from '@hilo/protocol'

/** What changed, after it was committed. A hint: whoever hears it reads the truth. */
export type Hint =
  | { type: 'conversation'; orgId: Id; conversationId: Id; version: number }
  | { type: 'run'; orgId: Id; conversationId: Id; runId: Id; length: number }
  | { type: 'log'; orgId: Id }
  /**
   * What new runs of the org use: versions, config, pauses, bursts. With the version that may be played
   * otherwise now, if it is one.
   */
  | { type: 'backends'; orgId: Id; versionId?: Id }
  | { type: 'templates'; orgId: Id }
  | { type: 'alarms'; orgId: Id }
  /** How an inbox stands, or that there is one more. */
  | { type: 'inboxes'; orgId: Id }
  | { type: 'broadcasts'; orgId: Id }
  | { type: 'evaluations'; orgId: Id }
  /** An answer of AI as it is being written, verified so far; without a text, that there will be none. */
  | { type: 'draft'; orgId: Id; conversationId: Id; messageId: Id; text: string }
  /** An import went on, or a source was changed. */
  | { type: 'sources'; orgId: Id }
  | { type: 'typing'; orgId: Id; conversationId: Id; from: 'member' | 'contact' }

export type Bus = {
  publish(hint: Hint): void
  /** @returns a function that ends the subscription */
  subscribe(listener: (hint: Hint) => void): () => void
}

/** Fan-out within this process. A listener that throws does not keep the hint from the others. */
export function createBus(onError: (error: unknown) => void): Bus {
  const listeners = new Set<(hint: Hint) => void>()
  return {
    publish(hint) {
      for (const listener of listeners) {
        try {
          listener(hint)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
