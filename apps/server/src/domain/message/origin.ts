import { encode } from '../../db/codec.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Inbound } from './inbound.ts'

const KEEP = statement('update message set origin = $3 where org_id = $1 and id = $2')

/**
 * The step that keeps how a message came about, for the transaction that stores it. No step for the many that
 * have nothing but their words.
 */
export function keepOrigin(inbox: Inbox, { id, origin }: Inbound): Step[] {
  return origin ? [{ statement: KEEP, values: [inbox.orgId, id, encode(origin)] }] : []
}
