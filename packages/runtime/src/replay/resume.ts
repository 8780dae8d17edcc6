import type { ResumeRule } from '@hilo/protocol'
import { type Duration, durationMs } from './duration.ts'

/**
 * When a run goes on that people took: when they hand it back, also by itself once nobody has written for so
 * long, or never.
 */
export type Resume =
  | 'on hand-back'
  | 'never'
  | `after ${string} of silence`
  | { readonly afterSilence: Duration }

const SILENCE = /^after (.+) of silence$/
const SILENCE_MIN_MS = 60_000

/** The rule that a backend declares. @throws Error in words when it is none. */
export function resumeRuleOf(resume: Resume = 'on hand-back'): ResumeRule {
  if (resume === 'on hand-back' || resume === 'never') return resume
  const silence = typeof resume === 'string' ? SILENCE.exec(resume)?.[1] : resume?.afterSilence
  if (silence === undefined) {
    throw new Error(
      "resume is 'on hand-back', 'never' or how long nobody writes, such as { afterSilence: '30 minutes' }.",
    )
  }
  const afterSilenceMs = durationMs(silence)
  if (afterSilenceMs < SILENCE_MIN_MS) throw new Error('resume: people need a minute of silence at least.')
  return { afterSilenceMs }
}
