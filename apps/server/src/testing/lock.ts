import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

// Holds statements up in the middle, so that a test can look at, or cut, what is under way.

const PATIENCE_MS = 5_000

/** Does the work while nobody can write to the table; whatever becomes of it, the table is free again. */
export async function whileLocked(
  locker: pg.Client,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  await locker.query(`begin; lock table ${locker.escapeIdentifier(table)} in exclusive mode`)
  try {
    await work()
  } finally {
    await locker.query('commit')
  }
}

/** Waits until a connection of this role is held up by a lock. */
export function untilHeldUp(admin: pg.Client, role: string): Promise<void> {
  return once(admin, role, 'pid')
}

/**
 * Ends the connection of this role that a lock holds up, as soon as there is one; returns when it is gone.
 */
export function cutHeldUp(admin: pg.Client, role: string): Promise<void> {
  return once(admin, role, `pg_terminate_backend(pid, ${PATIENCE_MS})`)
}

async function once(admin: pg.Client, role: string, act: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(5)) {
    const { rowCount } = await admin.query(
      `select ${act} from pg_stat_activity
       where datname = current_database() and usename = $1 and wait_event_type = 'Lock'`,
      [role],
    )
    if (rowCount) return
  }
  throw new Error(`No connection of ${role} was held up by a lock.`)
}
