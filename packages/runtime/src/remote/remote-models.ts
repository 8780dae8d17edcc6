import type { AskModelFrame, ModelAnswer } from '@hilo/protocol'
import type { PlayJob } from '../host/play-job.ts'
import { AskFault } from './remote-files.ts'

/** Of one turn, as for code that lives here. */
const ASKS_MAX = 20

type Host = { readonly job: PlayJob; readonly signal: AbortSignal }

/**
 * What one turn of a remote backend lets models do: the next POSTs of the turn carry what came of it, as they
 * do with files that it made.
 */
export class RemoteModels {
  readonly #host: Host
  readonly #answers: ModelAnswer[] = []

  constructor(host: Host) {
    this.#host = host
  }

  get fields(): { answers?: readonly ModelAnswer[] } {
    return this.#answers.length > 0 ? { answers: this.#answers } : {}
  }

  /** Rejects with what the host itself could not do. @throws AskFault when it asks as nobody should. */
  async answer({ ask, asked }: AskModelFrame): Promise<void> {
    if (this.#answers.some((answer) => answer.ask === ask)) {
      throw new AskFault('It asked a model again for what had been answered.')
    }
    if (this.#answers.length >= ASKS_MAX) throw new AskFault(`More than ${ASKS_MAX} models in one turn.`)
    const { job, signal } = this.#host
    const answer = await job.askModel?.(asked, signal)
    if (!answer) this.#answers.push({ ask, fault: 'not_configured', message: 'There is no model here.' })
    else if (answer.type === 'answered') this.#answers.push({ ask, value: answer.value })
    else this.#answers.push({ ask, fault: answer.fault, message: answer.message })
  }
}
