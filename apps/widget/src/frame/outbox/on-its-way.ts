const ANSWER_MAX_MS = 15_000

/** The message on its way. Only one is, so that they are stored in the order in which they were written. */
export class OnItsWay {
  clientId: string | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  /** A server that neither stores nor refuses it is not there. */
  begin(clientId: string, onSilence: () => void) {
    this.clientId = clientId
    this.timer = setTimeout(onSilence, ANSWER_MAX_MS)
  }

  end() {
    clearTimeout(this.timer)
    this.clientId = undefined
  }
}
