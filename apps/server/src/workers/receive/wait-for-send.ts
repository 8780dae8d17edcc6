import { setTimeout as sleep } from 'node:timers/promises'

/** What a look came to: what was found, else whether it may still become known by a send that is under way. */
export type SendLook<T> = { found: T | null; isSending: boolean }

const PAUSE_MS = 250
/** For ten seconds: most answers have come by then. */
const LOOKS = 40

/** Looks until the answer to the send has told what something is of; null: it is of none, or it took too long. */
export async function waitForSend<T>(look: () => Promise<SendLook<T>>): Promise<T | null> {
  for (let nth = 0; nth < LOOKS; nth++) {
    const { found, isSending } = await look()
    if (found !== null) return found
    if (!isSending) return null
    await sleep(PAUSE_MS)
  }
  return null
}
