import type { JournalEntry } from '@hilo/protocol'
import { once } from './effects.ts'
import type { OptIn, OptOut } from './permission.ts'
import type { Recorder } from './recorder.ts'

const PURPOSES: readonly string[] = ['utility', 'authentication', 'marketing'] satisfies OptIn['purpose'][]
const TEXT_MAX = 1_000
const VERSION_MAX = 60

/** `chat.optIn` and `chat.optOut`: an effect as a tag is, done by the host with the contact's words beside it. */
export function permit(recorder: Recorder, kind: 'opt_in' | 'opt_out', given: OptIn | OptOut): void {
  const call = kind === 'opt_in' ? 'chat.optIn' : 'chat.optOut'
  const { purpose, text = '', version } = (given ?? {}) as OptOut
  if (!PURPOSES.includes(purpose)) {
    throw new Error(`${call} takes the purpose of the messages: ${PURPOSES.join(', ')}.`)
  }
  if (typeof text !== 'string' || text.length > TEXT_MAX || (kind === 'opt_in' && text.trim() === '')) {
    throw new Error(`${call} takes the words that the contact agreed to, 1 to ${TEXT_MAX} characters.`)
  }
  if (version !== undefined && !isVersion(version)) {
    throw new Error(`The version of a wording must be a text of 1 to ${VERSION_MAX} characters.`)
  }
  const value = { text: text.trim(), version: version ?? null }
  once(recorder, { kind, name: purpose, value } satisfies Omit<JournalEntry, 'position'>)
}

function isVersion(version: unknown): boolean {
  return typeof version === 'string' && version.trim() !== '' && version.length <= VERSION_MAX
}
