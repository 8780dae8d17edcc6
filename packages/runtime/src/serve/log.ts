import { format } from 'node:util'
import type { BackendFrame } from '@hilo/protocol'
import { currentTurn } from './context.ts'

const LINES_MAX = 100
const LINE_MAX = 4_000
const SECOND = 1_000

type Level = 'info' | 'warn' | 'error'

/**
 * Sends what the code prints to the host, 100 lines a second at most: the host ends a process that floods it.
 */
export function redirectConsole(send: (frame: BackendFrame) => void): void {
  let since = 0
  let lines = 0
  const print = (level: Level, values: unknown[]) => {
    const now = performance.now()
    if (now - since > SECOND) {
      since = now
      lines = 0
    }
    lines++
    if (lines > LINES_MAX) return
    const text =
      lines === LINES_MAX ? 'More than 100 lines in a second: the rest is left out.' : format(...values)
    send({ type: 'log', turn: currentTurn() ?? null, level, text: text.slice(0, LINE_MAX) })
  }
  const levels = {
    debug: 'info',
    error: 'error',
    info: 'info',
    log: 'info',
    trace: 'info',
    warn: 'warn',
  } as const
  for (const [name, level] of Object.entries(levels)) {
    Object.assign(console, { [name]: (...values: unknown[]) => print(level, values) })
  }
}
