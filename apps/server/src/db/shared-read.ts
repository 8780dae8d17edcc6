import type { Id } from '@hilo/protocol'
import type { Flight } from './group.ts'
import type { Rows, Statement } from './statement.ts'

/**
 * A read of something by its key, written for many keys at once. Each statement takes the org and a list for
 * each column of the keys, and gives every row with `at`, the number of its key, counted from 1.
 */
export type SharedRead<Key> = {
  /** So many keys at a time, which bounds what is in memory. */
  most: number
  statements: readonly { statement: Statement; columns(keys: readonly Key[]): unknown[] }[]
}

/** @returns for each statement the rows of this key */
export type ReadShared = <Key>(orgId: Id, read: SharedRead<Key>, key: Key) => Promise<Rows[]>

type Asked = { key: unknown; resolve(rows: Rows[]): void; reject(error: unknown): void }
type AnyRead = SharedRead<never>

/**
 * Lets reads that are asked for while one of their kind and org is under way share the next: a thousand
 * timers that end together are read by a few statements. A read that is alone goes at once.
 */
export function shareReads(flight: Flight): ReadShared {
  const waiting = new Map<AnyRead, Map<Id, Asked[]>>()

  async function drain(orgId: Id, read: AnyRead, asked: Asked[]): Promise<void> {
    while (asked.length > 0) await readBatch(flight, { orgId, read }, asked.splice(0, read.most))
    waiting.get(read)?.delete(orgId)
  }

  return (orgId, read, key) =>
    new Promise((resolve, reject) => {
      const kind = read as unknown as AnyRead
      const ofKind = waiting.get(kind) ?? new Map<Id, Asked[]>()
      waiting.set(kind, ofKind)
      const others = ofKind.get(orgId)
      if (others) {
        others.push({ key, resolve, reject })
        return
      }
      const asked = [{ key, resolve, reject }]
      ofKind.set(orgId, asked)
      void drain(orgId, kind, asked)
    })
}

async function readBatch(
  flight: Flight,
  { orgId, read }: { orgId: Id; read: AnyRead },
  batch: readonly Asked[],
): Promise<void> {
  const keys = batch.map(({ key }) => key) as never[]
  const steps = read.statements.map(({ statement, columns }) => ({
    statement,
    values: [orgId, ...columns(keys)],
  }))
  try {
    const results = await flight(orgId, steps)
    const byKey = results.map(({ rows }) => Map.groupBy(rows, ({ at }) => at as number))
    for (const [index, { resolve }] of batch.entries()) {
      resolve(byKey.map((groups) => ({ rows: groups.get(index + 1) ?? [] })))
    }
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error)
    // One key that cannot be read keeps nothing from the others.
    else await Promise.all(batch.map((one) => readBatch(flight, { orgId, read }, [one])))
  }
}
