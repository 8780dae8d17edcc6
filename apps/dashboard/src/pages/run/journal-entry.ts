import type { JournalItem } from '@hilo/protocol'

/** Whether a step failed for good, a model gave no result, a call has no result, or nobody was found to assign to. */
export function outcomeOf({ kind, value }: JournalItem): 'done' | 'failed' {
  const canFail = kind === 'step' || kind === 'ai' || kind === 'assign' || kind === 'returned'
  return canFail && isRecord(value) && 'error' in value ? 'failed' : 'done'
}

/** The error of a step that failed for good. */
export function errorOf(entry: JournalItem): { name: string; message: string; stack: string | null } | null {
  if (outcomeOf(entry) === 'done' || !isRecord(entry.value) || !isRecord(entry.value.error)) return null
  const { name, message, stack } = entry.value.error
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : '',
    stack: typeof stack === 'string' ? stack : null,
  }
}

/** What was recorded and is no error: a step's result, and whatever else there is; undefined for nothing. */
export function recordedValue({ kind, value }: JournalItem): unknown {
  if (value === null || value === undefined) return undefined
  if (kind === 'call' && isRecord(value)) return value.input
  if ((kind !== 'step' && kind !== 'ai' && kind !== 'returned') || !isRecord(value)) return value
  if ('error' in value) return undefined
  return 'ok' in value ? value.ok : value
}

/** Whether there is anything to open. */
export function hasDetails(entry: JournalItem): boolean {
  return entry.input !== null || errorOf(entry) !== null || recordedValue(entry) !== undefined
}

/** The line that says what an entry was about: its words, the answer, or what the author called it. */
export function summaryOf({ kind, name, text, value }: JournalItem): string | null {
  if (text) return text
  if (kind === 'step') return null
  if (kind === 'ai') return `chat.ai.${name}`
  const answer = kind === 'answer' && isRecord(value) ? (value.title ?? value.choice ?? value.answer) : null
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : name || null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The whole text of a question, of which a wait has the beginning as its name; empty when none was asked. */
export function questionOf(name: string, entries: readonly JournalItem[]): string {
  if (name === '') return ''
  return entries.findLast(({ text }) => text?.startsWith(name))?.text ?? name
}
