import { type Id, newId } from '@hilo/protocol'
import { encodeRaw } from '../../db/codec.ts'
import { isConnectionLoss } from '../../db/connection.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export type RawEvent = { appId: string; dedupKey: Buffer; body: Uint8Array }

export type StoredEvent = { id: Id; fresh: boolean }

/** A commit carries at most this many events and bytes, so that one slow group does not hold the others. */
const GROUP_MAX = 200
const GROUP_BYTES_MAX = 1_048_576

const INSERT = statement(`
  with input as (
    select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[]) as i (id, app_id, dedup_key, body)
  ), stored as (
    insert into webhook_event (id, app_id, dedup_key, body) select * from input
    on conflict (app_id, dedup_key) do nothing
    returning id
  ), queued as (
    insert into webhook_pending (event_id, owner_id) select id, $5 from stored
  )
  select id from stored`)

type Waiting = { id: Id; event: RawEvent; resolve(stored: StoredEvent): void; reject(error: unknown): void }

/**
 * Stores raw events durably; a promise that resolves means the event is committed.
 *
 * Posts that come in while a commit is under way share the next one; an idle store commits at once. An event with
 * a known dedup key resolves with `fresh: false` and is not stored again. Events resolve in the order they came.
 */
export function createWebhookStore(
  ingress: Queryable,
  nodeId: Id,
): (event: RawEvent) => Promise<StoredEvent> {
  const waiting: Waiting[] = []
  let busy = false

  async function drain(): Promise<void> {
    busy = true
    while (waiting.length > 0) await storeGroup(ingress, nodeId, takeGroup(waiting))
    busy = false
  }

  return (event) =>
    new Promise((resolve, reject) => {
      waiting.push({ id: newId(), event, resolve, reject })
      if (!busy) void drain()
    })
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let bytes = 0
  let count = 0
  for (const { event } of waiting) {
    bytes += event.body.byteLength
    if (count > 0 && (count === GROUP_MAX || bytes > GROUP_BYTES_MAX)) break
    count++
  }
  return waiting.splice(0, count)
}

async function storeGroup(ingress: Queryable, nodeId: Id, group: Waiting[]): Promise<void> {
  try {
    const { rows } = await ingress.query<{ id: Id }>(INSERT, [
      group.map(({ id }) => id),
      group.map(({ event }) => event.appId),
      group.map(({ event }) => event.dedupKey),
      group.map(({ event }) => encodeRaw(event.body)),
      nodeId,
    ])
    const fresh = new Set(rows.map(({ id }) => id))
    for (const { id, resolve } of group) resolve({ id, fresh: fresh.has(id) })
  } catch (error) {
    if (group.length === 1 || isConnectionLoss(error)) {
      for (const { reject } of group) reject(error)
      return
    }
    // One bad row must not refuse its neighbours.
    for (const one of group) await storeGroup(ingress, nodeId, [one])
  }
}
