import { inside, levelOf } from './recorded.ts'

/** Where the code is: counts its calls, and those that are made inside of another one. */
export class Positions {
  #scope = ''
  #calls = 0

  /** The position of the next call, which is taken. */
  take(): string {
    this.#calls++
    return this.#at(this.#calls)
  }

  /** The same, and it stays free. */
  get next(): string {
    return this.#at(this.#calls + 1)
  }

  /** Whether the next call is made inside of another one. */
  get isInside(): boolean {
    return this.#scope !== ''
  }

  /** Runs code whose calls are numbered inside the one at `position`. */
  async within<T>(position: string, act: () => T | Promise<T>): Promise<T> {
    const [scope, calls] = [this.#scope, this.#calls]
    this.#scope = position
    this.#calls = 0
    try {
      return await act()
    } finally {
      this.#scope = scope
      this.#calls = calls
    }
  }

  #at(call: number): string {
    return this.#scope === '' ? levelOf(call) : inside(this.#scope, call)
  }
}
