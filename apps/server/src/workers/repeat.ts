/** Work that is done again and again, with a pause between the end of one time and the start of the next. */
export type Repetition = {
  start(): void
  /** Waits for the time that is under way. */
  stop(): Promise<void>
}

export function repeat(
  work: () => Promise<void>,
  { pauseMs, onError }: { pauseMs: number; onError: (error: unknown) => void },
): Repetition {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null

  function tick(): void {
    running = work()
      .catch(onError)
      .finally(() => {
        running = null
        if (timer) timer = setTimeout(tick, pauseMs)
      })
  }

  return {
    start() {
      timer = setTimeout(tick, pauseMs)
    },
    async stop() {
      if (timer) clearTimeout(timer)
      timer = null
      await running
    },
  }
}
