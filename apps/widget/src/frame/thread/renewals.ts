/** The files to which another link was asked for, and what waits for that. */
export class Renewals {
  private readonly waiting = new Map<string, (() => void) | undefined>()

  /** False when it was asked for and did not help, or nobody is there to be asked. */
  begin(mediaId: string, ask: () => boolean, then?: () => void): boolean {
    if (this.waiting.delete(mediaId) || !ask()) return false
    this.waiting.set(mediaId, then)
    return true
  }

  end(mediaId: string) {
    this.waiting.get(mediaId)?.()
  }
}
