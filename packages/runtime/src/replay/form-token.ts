import type { Content } from '@hilo/protocol'
import type { Recorder } from './recorder.ts'

/**
 * What comes back with a form that was filled in: the run and the place of the prompt in its journal. So no
 * two prompts have the same, and a replay knows it without having kept it.
 */
function tokenAt({ input: { runId, generation } }: Recorder, position: string): string {
  return `${runId}:${generation}:${position}`
}

/** A form with the token of the prompt at `position`; anything else as it is. */
export function withToken(
  recorder: Recorder,
  position: string,
  content: Content | undefined,
): Content | undefined {
  return content?.type === 'form' ? { ...content, token: tokenAt(recorder, position) } : content
}

/** True for the token of the question at `position`, however often it was put. */
export function isTokenOf(recorder: Recorder, position: string, token: string | undefined): boolean {
  const first = tokenAt(recorder, position)
  return token === first || token?.startsWith(`${first}.`) === true
}
