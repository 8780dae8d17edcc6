import type { AiWhen, ChannelType, Draft, Id, IdentityMode, Split } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import type { OwnKeywords } from '../permission/keywords.ts'

/** What the server needs to know of an inbox to receive, run and send. */
export type Inbox = {
  orgId: Id
  id: Id
  channel: ChannelType
  name: string
  account: string
  settings: InboxSettings
  orgLocale: string
  timeZone: string
  /** Several short messages of a contact are one input, once the contact is quiet. */
  bursts: boolean
  /** Tells a token from the one before it. */
  tokenVersion: number
  tokenExpiresAt: Date | null
  /** Why nothing is sent for now: a person paused it, or its token is refused. */
  wait: 'paused' | 'reconnect' | null
  isDisconnected: boolean
  /** Of a widget: whether visitors may or have to bring a signed identity. */
  signedIdentity: IdentityMode
  /** Null too while the inbox is paused: no run begins. */
  backend: ActiveBackend | null
  /** Whether AI answers; not while the inbox is paused. */
  aiAnswers: boolean
  aiWhen: AiWhen
}

/** `accessToken` is sealed at rest. `allowedOrigins` and `greeting` belong to the widget. */
export type InboxSettings = {
  accessToken?: string
  appId?: string
  /** Of an Instagram account that is linked to a page: the page sends for it. */
  pageId?: string
  /** Meta granted the app "Human Agent": people may answer for seven days. */
  humanAgent?: boolean
  /** The WhatsApp Business Account whose templates the inbox sends. */
  wabaId?: string
  /** The catalogue that is connected to that account: products are shown from it. */
  catalogId?: string
  /** Messages a second that the platform grants this account, where that is not what all have. */
  throughput?: number
  /** Messages that may go to one contact at once, where that is not what all have. */
  pairBurst?: number
  /** Words of the org's own that mean STOP and START, beside those that everybody has. */
  keywords?: OwnKeywords
  allowedOrigins?: string[]
  color?: string
  greeting?: Record<string, string>
  /** It is the greeting of this micro-backend, and of nobody else who answers. */
  greetingBackendId?: Id
}

/** The versions that new runs use (see `choose-version.ts`), and the config they are pinned to. */
export type ActiveBackend = {
  id: Id
  name: string
  versionId: Id
  config: unknown
  configVersion: number
  split: Split | null
  draft: Draft | null
}

const GET = statement(`
  select i.org_id as "orgId", i.id, i.channel, i.name, i.account, i.settings, i.bursts,
         i.token_version as "tokenVersion", i.token_expires_at as "tokenExpiresAt",
         i.signed_identity as "signedIdentity", i.ai_answers as "aiAnswers", i.ai_when as "aiWhen",
         i.paused_at as "pausedAt",
         i.token_refused_at as "tokenRefusedAt",
         i.disconnected_at as "disconnectedAt",
         o.locale as "orgLocale", o.time_zone as "timeZone", b.id as "backendId", b.name as "backendName",
         b.active_version_id as "versionId", b.config, b.config_version as "configVersion",
         b.split_version_id as "splitVersionId", b.split_percent as "splitPercent",
         b.draft_version_id as "draftVersionId", b.draft_contact_ids as "draftContactIds"
  from inbox i
  join org o on o.id = i.org_id
  left join backend b on b.org_id = i.org_id and b.id = i.backend_id
  where i.org_id = $1 and i.id = $2`)

type BackendRow = {
  backendId: Id | null
  backendName: string
  versionId: Id | null
  config: Buffer | null
  configVersion: number
  splitVersionId: Id | null
  splitPercent: number | null
  draftVersionId: Id | null
  draftContactIds: Id[] | null
}
type StateRow = { pausedAt: Date | null; tokenRefusedAt: Date | null; disconnectedAt: Date | null }
type Row = Omit<Inbox, 'settings' | 'backend' | 'wait' | 'isDisconnected'> &
  BackendRow &
  StateRow & { settings: Buffer }

/** For how long a cached inbox is believed where nobody tells of a change: it was made by another process. */
const TTL_MS = 2_000

export type Inboxes = (orgId: Id, inboxId: Id) => Promise<Inbox | null>

/**
 * Reads inboxes with what is needed to run them; remembers each for two seconds. `forget` is to be called
 * after the commit of what changes those of an org.
 */
export function createInboxes(db: Database, keys: Keys): Inboxes & { forget(orgId: Id): void } {
  const known = new Map<string, { at: number; inbox: Promise<Inbox | null> }>()
  const read = (orgId: Id, inboxId: Id) => {
    const key = `${orgId}${inboxId}`
    const now = Date.now()
    const hit = known.get(key)
    if (hit && now - hit.at < TTL_MS) return hit.inbox
    if (known.size > 10_000) known.clear()
    const inbox = db.flight(orgId, [{ statement: GET, values: [orgId, inboxId] }]).then(([result]) => {
      const row = result?.rows[0] as Row | undefined
      return row ? toInbox(row, keys) : null
    })
    known.set(key, { at: now, inbox })
    inbox.catch(() => known.delete(key))
    return inbox
  }
  const forget = (orgId: Id) => {
    for (const key of known.keys()) if (key.startsWith(orgId)) known.delete(key)
  }
  return Object.assign(read, { forget })
}

function toInbox(row: Row, keys: Keys): Inbox {
  const { orgId, id, channel, name, account, orgLocale, timeZone, bursts, tokenVersion, tokenExpiresAt } = row
  const settings = decode<InboxSettings>(row.settings)
  if (settings.accessToken) settings.accessToken = keys.unseal(Buffer.from(settings.accessToken, 'base64'))
  const inbox = {
    orgId,
    id,
    channel,
    name,
    account,
    orgLocale,
    timeZone,
    bursts,
    tokenVersion,
    tokenExpiresAt,
    signedIdentity: row.signedIdentity,
    aiWhen: row.aiWhen,
  }
  const { pausedAt, tokenRefusedAt, disconnectedAt } = row
  return {
    ...inbox,
    settings,
    wait: pausedAt ? 'paused' : tokenRefusedAt ? 'reconnect' : null,
    isDisconnected: disconnectedAt !== null,
    backend: pausedAt || disconnectedAt ? null : toActiveBackend(row),
    aiAnswers: row.aiAnswers && !pausedAt && !disconnectedAt,
  }
}

function toActiveBackend(row: BackendRow): ActiveBackend | null {
  const { backendId: id, backendName: name, versionId, configVersion } = row
  if (!id || !versionId) return null
  const { splitVersionId, splitPercent, draftVersionId, draftContactIds } = row
  return {
    ...{ id, name, versionId, configVersion },
    config: decodeOrNull(row.config),
    split: splitVersionId && splitPercent ? { versionId: splitVersionId, percent: splitPercent } : null,
    draft: draftVersionId ? { versionId: draftVersionId, contactIds: draftContactIds ?? [] } : null,
  }
}
