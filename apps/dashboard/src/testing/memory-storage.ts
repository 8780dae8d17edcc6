import type { Storage } from '../api/storage.ts'

/** A storage that lives as long as the test. `isFull`: nothing more fits. */
export function memoryStorage(): Storage & { isFull: boolean } {
  const values = new Map<string, string>()
  return {
    isFull: false,
    getItem: (key) => values.get(key) ?? null,
    removeItem: (key) => void values.delete(key),
    setItem(key, value) {
      if (this.isFull) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      values.set(key, value)
    },
  }
}
