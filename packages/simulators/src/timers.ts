/**
 * Timers that end together, so that a closed simulator does nothing afterwards and keeps no process alive.
 */
export type Timers = {
  after(ms: number, run: () => void): void
  /** Resolves after `ms`, or at once when the timers are stopped. */
  pause(ms: number): Promise<void>
  stop(): void
  isStopped(): boolean
}

export function createTimers(): Timers {
  const pending = new Map<NodeJS.Timeout, () => void>()
  let stopped = false

  function start(ms: number, run: () => void, onStop: () => void): void {
    if (stopped) {
      onStop()
      return
    }
    const timer = setTimeout(() => {
      pending.delete(timer)
      run()
    }, ms)
    pending.set(timer, onStop)
  }

  return {
    after: (ms, run) => start(ms, run, () => {}),
    pause: (ms) => new Promise((resolve) => start(ms, resolve, resolve)),
    stop() {
      stopped = true
      for (const [timer, onStop] of pending) {
        clearTimeout(timer)
        onStop()
      }
      pending.clear()
    },
    isStopped: () => stopped,
  }
}
