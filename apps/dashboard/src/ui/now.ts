import { useSyncExternalStore } from 'react'

const slow = createClock(15_000)
const fast = createClock(1_000)

/** The time, one tick for all components, so that every countdown of the screen moves together. */
export function useNow(): number {
  return useSyncExternalStore(slow.subscribe, slow.now)
}

/** Something new came: what is told of it is told by a clock that knows its time. */
export function catchUpWithNow(): void {
  slow.catchUp()
}

/** The time to the second, for the few places that count seconds. */
export function useSecond(): number {
  return useSyncExternalStore(fast.subscribe, fast.now)
}

function createClock(tickMs: number) {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()

  function tick() {
    now = Date.now()
    for (const listener of listeners) listener()
  }

  // At most once a second: a list that is scrolled mounts a row after the other.
  function catchUp() {
    if (Math.abs(Date.now() - now) >= 1_000) tick()
  }

  return {
    now: () => now,
    catchUp,
    subscribe(listener: () => void) {
      listeners.add(listener)
      catchUp()
      timer ??= setInterval(tick, tickMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
