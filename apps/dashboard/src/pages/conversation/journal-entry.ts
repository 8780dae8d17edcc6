import type { JournalItem } from '@hilo/protocol'

/** Whether a step failed for good; only steps can. */
export function outcomeOf({ kind, value }: JournalItem): 'done' | 'failed' {
  return kind === 'step' && isRecord(value) && 'error' in value ? 'failed' : 'done'
}

/** What is worth opening: a step's result or error, and whatever else was recorded; undefined for nothing. */
export function recordedValue({ kind, value }: JournalItem): unknown {
  if (value === null || value === undefined) return undefined
  if (kind !== 'step' || !isRecord(value)) return value
  if ('error' in value) return value.error
  return 'ok' in value ? value.ok : value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
