import type { InboxMessage, JournalEntry } from '@hilo/protocol'
import type { PlayJob } from '../host/play-job.ts'

type Version = PlayJob['version']

/** A first turn in which the contact has said `text`. */
export function jobOf(version: Version, text = 'hello', changes: Partial<PlayJob> = {}): PlayJob {
  return {
    orgId: 'org',
    version,
    secrets: {},
    egressAllow: [],
    turn: turnOf(text),
    length: 0,
    journal: async () => [],
    onStep: async (entry) => entry,
    ...changes,
  }
}

/** The next turn of the same run. */
export function jobAfter(job: PlayJob, journal: JournalEntry[], changes: Partial<PlayJob['turn']>): PlayJob {
  return {
    ...job,
    turn: { ...job.turn, wake: 'message', promptSeq: 1, ...changes },
    length: journal.length,
    journal: async (from) => journal.slice(from),
  }
}

export function messageOf(text: string, seq: number): InboxMessage {
  return { id: `m${seq}`, seq, content: { type: 'text', text }, at: 1_000 }
}

function turnOf(text: string): PlayJob['turn'] {
  return {
    runId: crypto.randomUUID(),
    conversationId: crypto.randomUUID(),
    generation: 1,
    inbox: [messageOf(text, 1)],
    readSeq: 0,
    promptSeq: 0,
    wake: 'start',
    wait: null,
    now: 1_000,
    config: {},
    contact: { id: 'c1', name: 'Ana', locale: 'es', channel: 'web', phone: null, attributes: {} },
    timeZone: 'UTC',
  }
}
