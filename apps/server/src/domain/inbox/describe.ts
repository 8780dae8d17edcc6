import {
  type AiWhen,
  AppError,
  type ChannelType,
  type Id,
  type InboxDetail,
  type InboxState,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readInstructions } from '../ai-instruction/read.ts'
import { answersBy } from './answers-by.ts'
import { greetingOf, keptGreetingOf } from './greeting.ts'
import type { InboxSettings } from './inbox.ts'

const GET = statement(`
  select i.id, i.name, i.channel, i.account as "externalId", i.settings, b.id as "backendId",
         b.name as "backendName", i.ai_answers as "aiAnswers", i.ai_when as "aiWhen",
         i.token_set_at as "tokenSetAt", i.token_expires_at as "tokenExpiresAt",
         i.token_refused_at as "tokenRefusedAt", i.token_refusal as "tokenRefusal",
         i.paused_at as "pausedAt", i.disconnected_at as "disconnectedAt", i.forget_at as "forgetAt",
         i.forgotten_at as "forgottenAt"
  from inbox i left join backend b on b.org_id = i.org_id and b.id = i.backend_id
  where i.org_id = $1 and i.id = $2`)
const WAITING = statement(`
  select count(*)::int as count from delivery where org_id = $1 and inbox_id = $2 and status = 'pending'`)

type Row = StateRow & {
  id: Id
  name: string
  channel: ChannelType
  externalId: string
  settings: Buffer
  backendId: Id | null
  backendName: string
  aiAnswers: boolean
  aiWhen: AiWhen
  tokenSetAt: Date | null
  tokenExpiresAt: Date | null
  tokenRefusal: Buffer | null
  forgetAt: Date | null
  forgottenAt: Date | null
}
type StateRow = { pausedAt: Date | null; tokenRefusedAt: Date | null; disconnectedAt: Date | null }

/** What an inbox does now; a person's wish to pause goes before what the platform refuses. */
export function stateOf({ pausedAt, tokenRefusedAt, disconnectedAt }: StateRow): InboxState {
  if (disconnectedAt) return 'disconnected'
  if (pausedAt) return 'paused'
  return tokenRefusedAt ? 'reconnect' : 'connected'
}

/** An inbox as its settings show it; its token is never among them. @throws AppError `not_found` */
export async function describeInbox(tx: OrgTx, inboxId: Id, publicUrl: string): Promise<InboxDetail> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, inboxId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such inbox.')
  const { id, name, channel, externalId, backendId, backendName } = row
  const settings = decode<InboxSettings>(row.settings)
  const { appId, allowedOrigins = [], catalogId = null } = settings
  const { rows: waiting } = await tx.query<{ count: number }>(WAITING, [tx.orgId, inboxId])
  const isWeb = channel === 'web'
  return {
    ...{ id, name, channel, externalId, state: stateOf(row), waiting: waiting[0]?.count ?? 0 },
    backend: backendId ? { id: backendId, name: backendName } : null,
    answersBy: answersBy(row),
    aiWhen: row.aiWhen,
    purpose: (await readInstructions(tx, id)).purpose,
    token: isWeb || row.disconnectedAt ? null : tokenOf(row),
    app: appId === undefined ? null : { id: appId, callbackUrl: callbackUrlOf(publicUrl, appId) },
    catalogId,
    widget: isWeb
      ? {
          ...{ loaderUrl: `${publicUrl}/widget/loader.js`, allowedOrigins },
          greeting: greetingOf(settings, backendId),
          keptGreeting: keptGreetingOf(settings, backendId),
        }
      : null,
    pausedAt: textOf(row.pausedAt),
    disconnectedAt: textOf(row.disconnectedAt),
    forgetAt: textOf(row.forgetAt),
    forgottenAt: textOf(row.forgottenAt),
  }
}

/** Where Meta brings the webhooks of an app. */
export function callbackUrlOf(publicUrl: string, appId: string): string {
  return `${publicUrl}/webhooks/meta/${appId}`
}

function tokenOf({ tokenSetAt, tokenExpiresAt, tokenRefusedAt, tokenRefusal }: Row): InboxDetail['token'] {
  const refusal = decodeOrNull<{ reason: string }>(tokenRefusal)?.reason ?? null
  return {
    setAt: textOf(tokenSetAt),
    expiresAt: textOf(tokenExpiresAt),
    refusedAt: textOf(tokenRefusedAt),
    refusal,
  }
}

function textOf(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
