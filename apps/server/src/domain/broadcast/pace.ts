import type { Id } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'

/**
 * So many messages of a broadcast may wait for their platform at a time. The others wait in the broadcast, so
 * what is said in conversations never stands behind more than these.
 */
export const UNSENT_MAX = 40
/** What was not used up is made up for, as far as this. */
const CATCH_UP_MS = 1_000

const PACED = statement('update broadcast set paced_at = $3 where org_id = $1 and id = $2')
// The last ones alone: whatever is older was settled before they were made, or is in doubt.
const LATELY = statement(`
  select d.status, d.failure from (
    select message_id, place from broadcast_recipient
    where org_id = $1 and broadcast_id = $2 and message_id is not null order by place desc limit 200) r
  join delivery d on d.org_id = $1 and d.message_id = r.message_id order by r.place desc`)

type Pace = { now: number; pacedAt: number | null; perMinute: number; room: number }

/**
 * How many messages may be made now, and from when on the next. What was not used up in the last second is
 * lost, so a broadcast that waited does not make up for it at once. Times are in ms.
 */
export function paceOf({ now, pacedAt, perMinute, room }: Pace): { count: number; pacedAt: number } {
  const apart = 60_000 / perMinute
  const from = Math.max(pacedAt ?? now, now - CATCH_UP_MS)
  if (from > now) return { count: 0, pacedAt: from }
  const count = Math.min(Math.floor((now - from) / apart) + 1, room)
  return { count, pacedAt: from + count * apart }
}

/** Keeps from when on the next may go: a crash after it makes a broadcast slower, never faster. */
export async function keepPace(tx: OrgTx, id: Id, pacedAt: number): Promise<void> {
  await tx.query(PACED, [tx.orgId, id, new Date(pacedAt)])
}

/** What concerns one contact alone says nothing of the next. */
const OF_A_CONTACT = new Set(['131026', '131047', '131049', '131050', '130472', '131021', 'opted_out'])
const FAILING_MIN = 10

export type Lately = {
  /** How many are not settled yet. */
  unsent: number
  /** The code with which all of the last ones failed; null when one went, or for several reasons. */
  failing: string | null
}

/** What became of the last messages of a broadcast. */
export async function readLately(tx: OrgTx, id: Id): Promise<Lately> {
  const { rows } = await tx.query<{ status: string; failure: Buffer | null }>(LATELY, [tx.orgId, id])
  const isUnsent = (status: string) => status === 'pending' || status === 'sending'
  const settled = rows.filter(({ status }) => !isUnsent(status)).slice(0, FAILING_MIN)
  const codes = new Set(
    settled.map(({ status, failure }) =>
      status === 'failed' ? decodeOrNull<DeliveryFailure>(failure)?.code : undefined,
    ),
  )
  const [code] = codes
  const isFailing = settled.length === FAILING_MIN && codes.size === 1 && code !== undefined
  return {
    unsent: rows.length - rows.filter(({ status }) => !isUnsent(status)).length,
    failing: isFailing && !OF_A_CONTACT.has(code) ? code : null,
  }
}
