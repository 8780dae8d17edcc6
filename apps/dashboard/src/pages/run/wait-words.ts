import type { Run } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/** "Waits for an answer to …"; `name` stands for the wait's own where more of it is known. */
export function waitWords(
  wait: NonNullable<Run['waitingFor']>,
  { run: words }: Words,
  name: string = wait.name,
): string {
  const kinds: Record<string, (name: string) => string> = words.waitKinds
  return `${words.waits} ${kinds[wait.kind]?.(name) ?? name}`
}
