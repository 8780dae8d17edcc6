import type { RunFailure } from '@hilo/protocol'
import type { PlayResult } from '@hilo/runtime'

type Crashed = Extract<PlayResult, { type: 'crashed' }>

/** Why the host ends a run whose code did not, in words for members. */
const WORDS: Record<Crashed['reason'], string> = {
  loop: 'The code did not give control back and was stopped.',
  memory: 'The code used more memory than it may.',
  timeout: 'The turn took longer than it may.',
  cpu: 'The turn used more processor time than it may.',
  output: 'The code printed or sent more than it may.',
  processes: 'The code started other processes and was stopped.',
  remote: 'The remote backend did not answer as agreed.',
  exit: 'The process that runs the code ended.',
}

export function crashFailure({ reason, detail }: Crashed): RunFailure {
  return { code: reason === 'timeout' ? 'timeout' : 'crash', message: WORDS[reason], stack: detail }
}

export function limitFailure(message: string): RunFailure {
  return { code: 'limit', message }
}

export function pausedFailure(reason: string): RunFailure {
  return { code: 'crash', message: `This version is paused. ${reason}` }
}

/** What the code did cannot be stored, or its turn cannot be prepared. */
export function storeFailure(detail: string): RunFailure {
  return { code: 'crash', message: 'The server could not store what the code did.', stack: detail }
}
