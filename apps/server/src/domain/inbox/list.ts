import type { ChannelType, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { answersBy } from './answers-by.ts'
import { stateOf } from './describe.ts'

const LIST = statement(`
  select i.id, i.name, i.channel, i.account as "externalId", i.bursts, b.id as "backendId",
         i.ai_answers as "aiAnswers",
         i.paused_at as "pausedAt", i.token_refused_at as "tokenRefusedAt",
         i.disconnected_at as "disconnectedAt", i.token_expires_at as "tokenExpiresAt",
         b.name as "backendName", h.history
  from inbox i left join backend b on b.org_id = i.org_id and b.id = i.backend_id
  left join lateral (
    select json_build_object('messages', sum(messages)::int, 'failure', max(failure),
      'progress', (array_agg(progress order by phase desc))[1]) as history
    from history_import where org_id = i.org_id and inbox_id = i.id having count(*) > 0) h on true
  where i.org_id = $1 order by i.created_at, i.id`)
const UNHANDLED = statement(`
  select inbox_id as "inboxId", kind as type, count from unhandled_event where org_id = $1
    order by count desc, kind`)

type Row = {
  id: Id
  name: string
  channel: ChannelType
  externalId: string
  bursts: boolean
  backendId: Id | null
  backendName: string
  aiAnswers: boolean
  history: { messages: number; progress: number | null; failure: string | null } | null
  pausedAt: Date | null
  tokenRefusedAt: Date | null
  disconnectedAt: Date | null
  tokenExpiresAt: Date | null
}

/** The inboxes of the org, each with the events that came in and were not understood. */
export async function listInboxes(tx: OrgTx) {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId])
  const { rows: unhandled } = await tx.query<{ inboxId: Id; type: string; count: number }>(UNHANDLED, [
    tx.orgId,
  ])
  return rows.map(
    ({ backendId, backendName, aiAnswers, pausedAt, tokenRefusedAt, disconnectedAt, ...inbox }) => ({
      ...inbox,
      state: stateOf({ pausedAt, tokenRefusedAt, disconnectedAt }),
      tokenExpiresAt: inbox.tokenExpiresAt?.toISOString() ?? null,
      backend: backendId ? { id: backendId, name: backendName } : null,
      answersBy: answersBy({ backendId, aiAnswers }),
      unhandled: unhandled
        .filter(({ inboxId }) => inboxId === inbox.id)
        .map(({ type, count }) => ({ type, count })),
    }),
  )
}
