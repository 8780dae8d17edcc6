import type { PageOutcome, SourceImport } from '@hilo/protocol'
import type { Tone } from '../../ui/Badge.tsx'

export const STATUS_TONES: Record<SourceImport['status'], Tone> = {
  ...{ running: 'accent', done: 'done', failed: 'fail', cancelled: 'plain' },
}

export const OUTCOME_TONES: Record<PageOutcome | 'waiting', Tone> = {
  ...{ waiting: 'accent', taken: 'done', unchanged: 'plain', skipped: 'wait', failed: 'fail', gone: 'wait' },
}

/** The colour of why an import ended as it did: one that is done only left something out. */
export function reasonTone({ status }: SourceImport): 'wait' | 'fail' {
  return status === 'done' ? 'wait' : 'fail'
}

/** What files can be read, for the browser's own dialog. */
export const FILES = '.pdf,.docx,.md,.markdown,.html,.htm,.txt,.csv,.tsv'

/** How far an import is: pages that it came to, and all that it knows of. */
export function progressOf({ counts, waiting }: SourceImport): { done: number; all: number } {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { done, all: done + waiting }
}
