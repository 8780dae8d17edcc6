import { setTimeout as sleep } from 'node:timers/promises'

/** What a look came to: what was found, else what it may still become known by. */
export type SendLook<T> = { found: T | null; waitsFor: 'sending' | 'unknown' | null }

const PAUSE_MS = 250
/** For ten seconds: the answer to a send that is under way comes, or ends in doubt. */
const LOOKS = 40
// What follows in the lane waits for this: where the answer was lost, its echo is close behind or does not
// come.
const DOUBTFUL_LOOKS = 6

/** Looks until the answer to the send has told what something is of; null: it is of none, or it took too long. */
export async function waitForSend<T>(look: () => Promise<SendLook<T>>): Promise<T | null> {
  let doubtful = 0
  for (let nth = 0; nth < LOOKS; nth++) {
    const { found, waitsFor } = await look()
    if (found !== null) return found
    if (waitsFor === null) return null
    if (waitsFor === 'unknown' && ++doubtful > DOUBTFUL_LOOKS) return null
    await sleep(PAUSE_MS)
  }
  return null
}
