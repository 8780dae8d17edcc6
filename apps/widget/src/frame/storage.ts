/** The part of the web's `Storage` that the widget uses. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/**
 * The storage of this origin. A browser may forbid it to a framed page, by throwing when it is touched or
 * when it is written: then everything lasts as long as the page does.
 */
export function openStorage(find: () => Storage): KeyValue {
  try {
    const storage = find()
    storage.setItem('hilo', '1')
    storage.removeItem('hilo')
    return storage
  } catch {
    return createMemory()
  }
}

export function createMemory(): KeyValue {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
    key: (index) => [...values.keys()][index] ?? null,
    get length() {
      return values.size
    },
  }
}

/** What is kept of one widget under names of its own. */
export function openKept(storage: KeyValue, widgetKey: string) {
  const read = (name: string): string | null => storage.getItem(`hilo:${widgetKey}:${name}`)
  const write = (name: string, value: string) => {
    try {
      storage.setItem(`hilo:${widgetKey}:${name}`, value)
    } catch {
      // A full storage forgets; the session goes on.
    }
  }
  return {
    ...{ read, write },
    /** Up to where the conversation was read; 0 for another one. */
    readSeq(conversationId: string | null): number {
      const [known, seq] = read('read')?.split(' ') ?? []
      return known === conversationId ? Number(seq) : 0
    },
    /** Whether somebody whom the site named was here before: what they wrote is not sent for the next one. */
    isAnother(person: string): boolean {
      const before = read('person') || person
      write('person', person)
      return before !== person
    },
  }
}
