import type { AiAsked, BackendFrame, HostFrame } from '@hilo/protocol'
import { AiError } from '../replay/index.ts'

type Answer = Extract<HostFrame, { type: 'model_answered' | 'model_failed' }>

/** Questions to models, which the host asks: this process knows no provider. */
export class ModelDesk {
  readonly #send: (frame: BackendFrame) => void
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #last = 0

  constructor(send: (frame: BackendFrame) => void) {
    this.#send = send
  }

  settle(frame: Answer): void {
    const waiting = this.#waiting.get(frame.ask)
    this.#waiting.delete(frame.ask)
    if (frame.type === 'model_answered') waiting?.resolve(frame.value)
    else waiting?.reject(new AiError(frame.fault, frame.message))
  }

  /** @throws AiError */
  ask(turn: number, asked: AiAsked): Promise<unknown> {
    const ask = ++this.#last
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(ask, waiting)
    this.#send({ type: 'ask_model', ask, turn, asked })
    return waiting.promise
  }
}
