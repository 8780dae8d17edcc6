import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './process-table.ts'

// PostgreSQL's own words for them: fast, immediate, and no choice left.
// https://www.postgresql.org/docs/18/server-shutdown.html
const STAGES = [
  { signal: 'SIGINT', waitMs: 30_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const

/**
 * Ends PostgreSQL and returns when it is gone: connections are closed and a checkpoint is written, and only a
 * server that does not answer for half a minute is ended harder. Calling it for one that is gone does
 * nothing.
 */
export async function stopPostgres(pid: number): Promise<void> {
  for (const { signal, waitMs } of STAGES) {
    if (!send(pid, signal)) return
    if (await isGoneWithin(pid, waitMs)) return
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true
    await sleep(10)
  }
  return false
}
