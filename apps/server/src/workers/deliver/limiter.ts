import type { Rate } from './limits.ts'

/**
 * Hands out times at which something may be done, so that a rate is kept: in the order of asking, and never
 * two of them the same place. What waits long comes back for the time it was given.
 */
export type Limiter = {
  /**
   * In how many ms this delivery may go, by what has to be kept: 0 or less means now. Asked again, it keeps
   * the time it was given.
   */
  waitOf(deliveryId: string, limits: readonly Limit[]): Wait
  /** It went, or never will: its time is forgotten. */
  done(deliveryId: string): void
  /** So much of it was used before this process began to count. */
  use(key: string, rate: Rate, count: number): void
}

/** `name` is what people are told that it waits for. */
export type Limit = { key: string; name: LimitName; rate: Rate }
export type LimitName = 'pair' | 'account' | 'media'
type Wait = { ms: number; by: LimitName | null }

/** The time when the next would be due if there were no burst: a limit without a count. */
type Times = Map<string, number>

const KEYS_MAX = 20_000
const STALE_MS = 600_000

export function createLimiter(clock: () => number = () => performance.now()): Limiter {
  const next: Times = new Map()
  const given = new Map<string, { at: number; by: LimitName | null }>()

  function place({ key, rate }: Pick<Limit, 'key' | 'rate'>, now: number): number {
    const stepMs = 1_000 / rate.perSecond
    const due = Math.max(next.get(key) ?? 0, now)
    next.set(key, due + stepMs)
    return due - (rate.burst - 1) * stepMs
  }

  function forgetOld(now: number): void {
    if (next.size > KEYS_MAX) for (const [key, at] of next) if (at <= now) next.delete(key)
    // What was cancelled never comes back.
    if (given.size > KEYS_MAX) for (const [id, { at }] of given) if (at <= now - STALE_MS) given.delete(id)
  }

  return {
    waitOf(deliveryId, limits) {
      const now = clock()
      const known = given.get(deliveryId)
      if (known) return { ms: known.at - now, by: known.by }
      forgetOld(now)
      let [at, by]: [number, LimitName | null] = [now, null]
      for (const limit of limits) {
        const own = place(limit, now)
        if (own > at) [at, by] = [own, limit.name]
      }
      given.set(deliveryId, { at, by })
      return { ms: at - now, by }
    },
    done(deliveryId) {
      given.delete(deliveryId)
    },
    use(key, rate, count) {
      const now = clock()
      const due = Math.max(next.get(key) ?? 0, now)
      next.set(key, Math.max(due, now + (count * 1_000) / rate.perSecond))
    },
  }
}
