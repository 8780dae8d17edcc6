/** The time inside the simulators. Moving it ahead closes windows without anyone having to wait for them. */
export type Clock = {
  now(): number
  /** How far it runs from the machine's clock, in milliseconds. */
  offsetMs(): number
  move(ms: number): void
}

/** A clock that begins `offsetMs` away from the machine's. */
export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    move(ms) {
      offset += ms
    },
  }
}
