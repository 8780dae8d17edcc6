import { messageOf } from './errors.ts'
import type { LogLevel, Recorder } from './recorder.ts'

export type Line = [text: string] | [level: LogLevel, text: string, data?: unknown]

const LEVELS = new Set<unknown>(['info', 'warn', 'error'] satisfies LogLevel[])
const DATA_MAX = 8_000
const DEPTH_MAX = 8

/** `chat.log`: a line of the part of the function that is played for the first time. */
export function log(recorder: Recorder, line: Line): void {
  if (!recorder.isFresh) return
  const [level, text, data] = isLevelled(line) ? line : (['info', ...line] as const)
  recorder.io.log(level, String(text), data === undefined ? undefined : loggable(data))
}

function isLevelled(line: Line): line is [LogLevel, string, unknown?] {
  return line.length > 1 && LEVELS.has(line[0])
}

/** A copy that JSON can carry, whatever it was: a line of a log must not fail a run. */
function loggable(data: unknown): unknown {
  try {
    const copy = copyOf(data, DEPTH_MAX)
    const json = JSON.stringify(copy)
    return json.length > DATA_MAX ? `${json.slice(0, DATA_MAX)}…` : copy
  } catch (error) {
    return `It could not be read: ${messageOf(error)}`
  }
}

function copyOf(value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object') return String(value)
  if (depth === 0) return '…'
  if (value instanceof Error) return { name: value.name, message: value.message }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (Array.isArray(value)) return value.map((item) => copyOf(item, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item, depth - 1)]))
}
