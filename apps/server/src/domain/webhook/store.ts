import { setTimeout as sleep } from 'node:timers/promises'
import { type Id, newId } from '@hilo/protocol'
import { encodeRaw } from '../../db/codec.ts'
import { isConnectionLoss } from '../../db/connection.ts'
import type { Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** `lines`: where it waits (see `lines.ts`). */
export type RawEvent = { appId: string; dedupKey: Buffer; body: Uint8Array; lines: readonly string[] }

export type StoredEvent = { id: Id; fresh: boolean }

/** A commit carries at most this many events and bytes, so that one slow group does not hold the others. */
const GROUP_MAX = 200
const GROUP_BYTES_MAX = 1_048_576
/**
 * Once events come in company, commits begin this far apart at the least. What is stored together is worked
 * on together, so each further transaction carries more: measured, a fifth less CPU a message at 450/s.
 */
const PACE_MS = 12

const INSERT = statement(`
  with input as (
    select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[]) as i (id, app_id, dedup_key, body)
  ), stored as (
    insert into webhook_event (id, app_id, dedup_key, body) select * from input
    on conflict (app_id, dedup_key) do nothing
    returning id
  ), queued as (
    insert into webhook_pending (event_id, line, owner_id)
    select q.id, q.line, $7 from unnest($5::uuid[], $6::text[]) as q (id, line) join stored s on s.id = q.id
  )
  select id from stored`)

const FIND = statement('select id from webhook_event where app_id = $1 and dedup_key = $2')

type Waiting = {
  id: Id
  event: RawEvent
  since: number
  resolve(stored: StoredEvent): void
  reject(error: unknown): void
}

/**
 * Stores raw events durably; a promise that resolves means the event is committed.
 *
 * Posts that come in while a commit is under way share the next one; an idle store commits at once. An event
 * with a known dedup key resolves with `fresh: false` and is not stored again. Events resolve in the order
 * they came.
 *
 * `onStored` hears for how long the first of each group was on its way.
 *
 * A commit whose answer was lost is refused, and may have happened: then the repeated post finds its own
 * event, which nobody works on, and is fresh.
 */
export function createWebhookStore(
  ingress: Queryable,
  nodeId: Id,
  onStored: (tookMs: number) => void = () => {},
): (event: RawEvent) => Promise<StoredEvent> {
  const waiting: Waiting[] = []
  const doubtful = new Set<string>()
  let busy = false

  async function drain(): Promise<void> {
    busy = true
    while (waiting.length > 0) {
      const begun = performance.now()
      const group = takeGroup(waiting)
      await storeGroup({ ingress, nodeId, doubtful }, group)
      onStored(performance.now() - (group[0]?.since ?? begun))
      const early = PACE_MS - (performance.now() - begun)
      if (group.length > 1 && early > 0) await sleep(early)
    }
    busy = false
  }

  return (event) =>
    new Promise((resolve, reject) => {
      waiting.push({ id: newId(), event, since: performance.now(), resolve, reject })
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

type Store = { ingress: Queryable; nodeId: Id; doubtful: Set<string> }

async function storeGroup(store: Store, group: Waiting[]): Promise<void> {
  const { ingress, nodeId, doubtful } = store
  try {
    const { rows } = await ingress.query<{ id: Id }>(INSERT, [
      group.map(({ id }) => id),
      group.map(({ event }) => event.appId),
      group.map(({ event }) => event.dedupKey),
      group.map(({ event }) => encodeRaw(event.body)),
      group.flatMap(({ id, event }) => event.lines.map(() => id)),
      group.flatMap(({ event }) => event.lines),
      nodeId,
    ])
    const fresh = new Set(rows.map(({ id }) => id))
    const found = await findDoubtful(
      store,
      group.filter(({ id }) => !fresh.has(id)),
    )
    for (const one of group) {
      if (doubtful.size > 0) doubtful.delete(keyOf(one.event))
      one.resolve(found.get(one) ?? { id: one.id, fresh: fresh.has(one.id) })
    }
  } catch (error) {
    if (isConnectionLoss(error)) for (const { event } of group) doubtful.add(keyOf(event))
    if (group.length === 1 || isConnectionLoss(error)) {
      for (const { reject } of group) reject(error)
      return
    }
    // One bad row must not refuse its neighbours.
    for (const one of group) await storeGroup(store, [one])
  }
}

/** The events among these that were stored by a commit whose answer was lost. */
async function findDoubtful(
  { ingress, doubtful }: Store,
  known: Waiting[],
): Promise<Map<Waiting, StoredEvent>> {
  const found = new Map<Waiting, StoredEvent>()
  for (const one of known) {
    if (doubtful.size === 0 || !doubtful.delete(keyOf(one.event))) continue
    const { rows } = await ingress.query<{ id: Id }>(FIND, [one.event.appId, one.event.dedupKey])
    if (rows[0]) found.set(one, { id: rows[0].id, fresh: true })
  }
  return found
}

function keyOf({ appId, dedupKey }: RawEvent): string {
  return `${appId} ${dedupKey.toString('hex')}`
}
