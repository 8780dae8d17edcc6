export type HiloEvent = 'open' | 'close' | 'message' | 'unread' | 'expired'
export type HiloListener = (detail?: unknown) => void

/** Who listens to what. A name that a page makes up is kept like any other, and never called. */
export function createEvents() {
  const listeners = new Set<[HiloEvent, HiloListener]>()
  return {
    emit(event: HiloEvent, detail?: unknown) {
      for (const [name, listener] of listeners) if (name === event) listener(detail)
    },
    on(event: HiloEvent, listener: HiloListener) {
      const entry: [HiloEvent, HiloListener] = [event, listener]
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
  }
}
