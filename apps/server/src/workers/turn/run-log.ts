import type { JournalEntry, LogLine, TurnEnd } from '@hilo/protocol'
import type { Version } from '../../domain/backend/version.ts'
import type { NewLogEntry } from '../../domain/log/log-entry.ts'
import type { ClaimedRun } from '../../domain/run/run.ts'
import type { WorkerContext } from '../context.ts'

/** Tells the execution log what becomes of one run. */
export type RunLog = {
  started(): void
  line(line: LogLine): void
  /** A step was recorded: only one that failed for good is worth an entry. */
  step(entry: JournalEntry): void
  crashed(crash: { reason: string; detail: string }, willRepeat: boolean): void
  /** A turn was committed. */
  ended(end: TurnEnd): void
}

type Told = Pick<NewLogEntry, 'severity' | 'kind' | 'text' | 'data'>

export function runLogOf({ executionLog }: WorkerContext, run: ClaimedRun, version: Version): RunLog {
  const of = {
    ...{ conversationId: run.conversationId, runId: run.id, backendId: version.backendId },
    version: version.hash.slice(0, 8),
  }
  const name = version.manifest.name
  const write = (source: NewLogEntry['source'], told: Told) =>
    executionLog.write(run.orgId, { source, ...told, ...of })
  return {
    started: () =>
      write('run', {
        severity: 'info',
        kind: 'run.started',
        text: run.called ? `${name} was called.` : `${name} started.`,
        ...(run.called ? { data: { calledBy: run.called.parentRunId } } : {}),
      }),
    line: ({ level, text, data }) =>
      write('backend', { severity: level, kind: 'backend.logged', text, data }),
    step(entry) {
      const told = failedStep(entry)
      if (told) write('run', told)
    },
    crashed: ({ reason, detail }, willRepeat) =>
      write('backend', {
        severity: willRepeat ? 'warn' : 'error',
        kind: 'backend.crashed',
        text: detail,
        data: { reason, repeated: willRepeat },
      }),
    ended(end) {
      const told = turnEnd(end, name)
      if (told) write('run', told)
    },
  }
}

function failedStep({ kind, name, value, attempts }: JournalEntry): Told | null {
  const isModel = kind === 'ai'
  if ((kind !== 'step' && !isModel) || value === null || typeof value !== 'object' || !('error' in value))
    return null
  const { message, terminal } = value.error as { message: string; terminal: boolean }
  // The code may well go on without it.
  if (isModel) {
    const text = `chat.ai.${name} gave no result: ${message}`
    return { severity: 'warn', kind: 'model.failed', text, data: { call: name, attempts, error: message } }
  }
  const text = `Step '${name}' failed for good: ${message}`
  return {
    severity: 'error',
    kind: 'step.failed',
    text,
    data: { step: name, attempts, terminal, error: message },
  }
}

function turnEnd(end: TurnEnd, name: string): Told | null {
  switch (end.type) {
    case 'done': {
      const text = end.outcome === null ? `${name} completed.` : `${name} completed: ${end.outcome}`
      return { severity: 'info', kind: 'run.completed', text, data: { outcome: end.outcome } }
    }
    case 'failed': {
      const { message, ...data } = end.failure
      return { severity: 'error', kind: 'run.failed', text: message, data }
    }
    case 'cancelled': {
      const { reason } = end
      const text = reason ? `${name} was cancelled: ${reason}` : `${name} was cancelled.`
      return { severity: 'info', kind: 'run.cancelled', text, data: { reason } }
    }
    case 'checkpoint':
      return null
    case 'wait':
      return waited(end, name)
  }
}

function waited({ wait, handoff }: Extract<TurnEnd, { type: 'wait' }>, backend: string): Told | null {
  if (handoff) {
    const { reason, summary } = handoff
    return { severity: 'info', kind: 'run.handed_off', text: reason, data: { summary } }
  }
  if (wait.kind === 'call') {
    const text = `${backend} called ${wait.name}.`
    return { severity: 'info', kind: 'run.called', text, data: { backend: wait.name } }
  }
  if (wait.kind !== 'step') return null
  const { name, attempts, dueAt } = wait
  const text = `Step '${name}' failed: ${wait.error}`
  const data = { step: name, attempts, nextAttemptAt: new Date(dueAt).toISOString(), error: wait.error }
  return { severity: 'warn', kind: 'step.retried', text, data }
}
