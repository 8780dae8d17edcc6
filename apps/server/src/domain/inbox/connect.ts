import { type AnswersBy, type ChannelType, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { releaseHeld } from '../delivery/release-held.ts'
import { plantSync } from '../template/plant-sync.ts'
import { willAiAnswer } from './answers-by.ts'
import type { InboxSettings } from './inbox.ts'
import { plantTokenCheck } from './plant-token-check.ts'

const UPSERT = statement(`
  insert into inbox (org_id, id, channel, name, account, settings, backend_id, token_version, token_set_at,
    token_expires_at, ai_answers)
  values ($1, $2, $3, $4, $5, $6, $7, 1, case when $8 then now() end, $9, $10)
  on conflict (org_id, channel, account)
  do update set name = excluded.name, settings = excluded.settings, backend_id = excluded.backend_id,
    ai_answers = excluded.ai_answers,
    token_version = inbox.token_version + 1, token_set_at = excluded.token_set_at,
    token_expires_at = excluded.token_expires_at, token_refused_at = null, token_refusal = null,
    paused_at = case when inbox.disconnected_at is null then inbox.paused_at end,
    disconnected_at = null, forget_at = null, forgotten_at = null
  returning id`)

type Connect = {
  channel: ChannelType
  name: string
  account: string
  settings: InboxSettings
  backendId: Id | null
  answersBy?: AnswersBy | undefined
  /** When the token ends, where the platform said so. */
  tokenExpiresAt?: Date | null
}

/**
 * Adds an inbox to the org, or renews its settings; one that was disconnected goes on with its conversations.
 * Credentials are sealed before they are stored. The templates of its business account are read soon after.
 */
export async function connectInbox(tx: OrgTx, keys: Keys, inbox: Connect): Promise<Id> {
  const { accessToken, ...open } = inbox.settings
  const settings = accessToken ? { ...open, accessToken: keys.seal(accessToken).toString('base64') } : open
  const { rows } = await tx.query<{ id: Id }>(UPSERT, [
    tx.orgId,
    newId(),
    inbox.channel,
    inbox.name,
    inbox.account,
    encode(settings),
    inbox.backendId,
    accessToken !== undefined,
    inbox.tokenExpiresAt ?? null,
    willAiAnswer(inbox, false),
  ])
  const { id } = rows[0] as { id: Id }
  const steps = [
    ...(open.wabaId ? [plantSync(tx.orgId, id)] : []),
    ...(accessToken ? [plantTokenCheck(tx.orgId, id)] : []),
  ]
  for (const step of steps) await tx.query(step.statement, step.values)
  await releaseHeld(tx, id)
  return id
}
