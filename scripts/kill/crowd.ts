import { addPhone, type Talk, type Talking, talk } from './person.ts'

/** Many people who talk at once: when a conversation ends, somebody new begins one. */
export type Crowd = {
  readonly talks: Talk[]
  /** Lets nobody begin any more; resolves when every conversation is complete or stuck. */
  finish(): Promise<void>
}

/** Opens `size` conversations and keeps as many going. */
export function startCrowd(talking: Talking, size: number): Crowd {
  const talks: Talk[] = []
  let isOpen = true
  let last = 0
  const chair = async () => {
    while (isOpen) {
      const person: Talk = { personId: `person-${++last}`, index: last, state: 'open', stuckAt: null }
      talks.push(person)
      await addPhone(talking, person)
      await talk(talking, person)
    }
  }
  const chairs = Array.from({ length: size }, chair)
  return {
    talks,
    async finish() {
      isOpen = false
      await Promise.all(chairs)
    },
  }
}
