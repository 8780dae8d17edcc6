/**
 * A process that can be made to die at one exact place. Whatever it does to the world crosses `arrive` and
 * `leave`; from its death on nothing of it gets through, and no answer reaches it.
 */

/** A place where a process may die: the `nth` time that it does something of this kind. */
export type Place = { kind: string; nth: number }

/**
 * `before`: it never happens. `after`: it happened, and the process never learns it. `late`: it is on its way
 * when the process dies, and happens when another process has long taken over.
 */
export const SIDES = ['before', 'after', 'late'] as const
type Side = (typeof SIDES)[number]
export type Cut = Place & { side: Side }

class Death extends Error {
  override readonly name = 'Death'
}

export class Mortal {
  isDead = false
  /** Where it was since it was armed, in order. */
  places: Place[] = []
  #cut: Cut | null = null
  #late: (() => Promise<unknown>) | null = null
  readonly #onDeath: () => void

  constructor(onDeath: () => void) {
    this.#onDeath = onDeath
  }

  /** Counts anew, and dies at the cut. */
  arm(cut: Cut | null): void {
    this.places = []
    this.#cut = cut
  }

  /** Does something at a place of this kind. @throws Death */
  async cross<T>(kind: string, act: () => Promise<T>): Promise<T> {
    const place = this.arrive(kind, act)
    const result = await act()
    this.leave(place)
    return result
  }

  /** @throws Death */
  arrive(kind: string, act: () => Promise<unknown>): Place {
    this.live()
    const place = { kind, nth: this.places.filter((place) => place.kind === kind).length + 1 }
    this.places.push(place)
    if (!this.#isHere(place) || this.#cut?.side === 'after') return place
    if (this.#cut?.side === 'late') this.#late = act
    return this.#die()
  }

  /** @throws Death */
  leave(place: Place | null): void {
    this.live()
    if (place && this.#isHere(place)) this.#die()
  }

  /** @throws Death when it is dead: the dead do not even read. */
  live(): void {
    if (this.isDead) throw new Death('This process has died.')
  }

  /** Lets happen what was on its way at the death. What comes of it is nobody's. */
  async arriveLate(): Promise<void> {
    await this.#late?.().catch(() => {})
  }

  #isHere({ kind, nth }: Place): boolean {
    return this.#cut?.kind === kind && this.#cut.nth === nth
  }

  #die(): never {
    this.isDead = true
    this.#onDeath()
    throw new Death('This process dies here.')
  }
}
