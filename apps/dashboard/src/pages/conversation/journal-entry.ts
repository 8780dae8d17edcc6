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

/** The line that says what an entry was about: its words, the answer, or what the author called it. */
export function summaryOf({ kind, name, text, value }: JournalItem): string | null {
  if (text) return text
  if (kind === 'step') return null
  const answer = kind === 'answer' && isRecord(value) ? (value.title ?? value.choice ?? value.answer) : null
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : name || null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
