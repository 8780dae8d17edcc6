import { join } from 'node:path'

/** Where the evaluation data are when no `--data DIR` names a folder: beside the recorded payloads. */
export function usualData(): string {
  return join(process.env.HILO_CORPUS ?? '../shared/corpus', 'ai')
}
