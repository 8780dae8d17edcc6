import { API_KEY_NAME_MAX, COMMAND_LINE_SCOPES, type Scope } from '@hilo/protocol'

/** What keys are made for most. */
export type Preset = 'command' | 'deploys'

/** The scopes that each takes. `hilo deploy --last` plays recorded runs, so deploying reads them. */
export const SCOPES_OF: Record<Preset, readonly Scope[]> = {
  command: COMMAND_LINE_SCOPES,
  deploys: ['backends:deploy', 'runs:read'],
}

/** What these scopes are for, in whichever order they were ticked; null for a choice of one's own. */
export function presetOf(scopes: readonly Scope[]): Preset | null {
  const isSame = (preset: Preset) =>
    SCOPES_OF[preset].length === scopes.length && SCOPES_OF[preset].every((scope) => scopes.includes(scope))
  return (Object.keys(SCOPES_OF) as Preset[]).find(isSame) ?? null
}

/**
 * What is wrong with a key's name, as the server would judge it. That it is too long is said while it is
 * typed, that it is missing once it was tried without.
 */
export function nameProblem(
  name: string,
  { isTried }: { isTried: boolean },
): { type: 'missing' | 'too_long'; length: number } | null {
  const { length } = name.trim()
  if (length > API_KEY_NAME_MAX) return { type: 'too_long', length }
  return isTried && length === 0 ? { type: 'missing', length } : null
}
