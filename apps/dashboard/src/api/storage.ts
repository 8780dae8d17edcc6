/** The part of `localStorage` that is used; a full or forbidden one must never stop a person from writing. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Parses what is stored under `key`, or gives null when it is absent or not JSON. */
export function readJson<T>(storage: Storage, key: string): T | null {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** Stores a value; without room it is only kept in memory, which is what the caller has anyway. */
export function writeJson(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value))
  } catch {
    // Storage is full or forbidden: the page goes on with what it holds in memory.
  }
}
