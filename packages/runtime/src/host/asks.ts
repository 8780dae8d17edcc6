import type { AskModelFrame, HostFrame } from '@hilo/protocol'
import type { PlayJob } from './play-job.ts'

/** Of one turn: each costs money, and a turn has not the time for more. */
const ASKS_MAX = 20

type Turn = { readonly left: AbortController; asks: number }

/** What the code of one process lets models do. */
export class Asks {
  readonly #send: (frame: HostFrame) => void
  readonly #turns = new Map<number, Turn>()

  constructor(send: (frame: HostFrame) => void) {
    this.#send = send
  }

  /** Asks for an open turn. Rejects when the host itself could not. */
  async ask({ ask, turn, asked }: AskModelFrame, askModel: PlayJob['askModel']): Promise<void> {
    const of = this.#turns.get(turn) ?? { left: new AbortController(), asks: 0 }
    this.#turns.set(turn, of)
    if (++of.asks > ASKS_MAX) {
      const message = `A turn asks models ${ASKS_MAX} times at most.`
      return this.#send({ type: 'model_failed', ask, fault: 'budget', message })
    }
    const answer = (await askModel?.(asked, of.left.signal)) ?? NOBODY
    if (answer.type === 'answered') this.#send({ type: 'model_answered', ask, value: answer.value })
    else this.#send({ type: 'model_failed', ask, fault: answer.fault, message: answer.message })
  }

  /** The turn is over: what it still waits for is wanted by nobody. */
  forget(turn: number): void {
    this.#turns.get(turn)?.left.abort()
    this.#turns.delete(turn)
  }

  forgetAll(): void {
    for (const turn of this.#turns.keys()) this.forget(turn)
  }
}

const NOBODY = { type: 'failed', fault: 'not_configured', message: 'There is no model here.' } as const
