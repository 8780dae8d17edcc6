import { setupRequests as asking, isTokenRefused, setupShapes as shapes } from '@hilo/channels'
import type { Id } from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { noteTokenEnd, refuseToken, setToken } from '../../domain/inbox/token.ts'
import { type ClaimedJob, finishJob, postponeJob } from '../../domain/job/claim.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import { ask, type Desk } from './desk.ts'
import { keepSubscription } from './keep-subscription.ts'
import { refresh } from './lengthen.ts'
import { ticketOf } from './replace-token.ts'
import { isLogin } from './ticket.ts'

const DAY_S = 24 * 3_600
const HOUR_S = 3_600
/** Instagram gives sixty days: halfway there is a month to try again in. */
const REFRESH_BEFORE_MS = 30 * DAY_S * 1_000
const WARN_BEFORE_MS = 7 * DAY_S * 1_000

/**
 * Looks after the token of an inbox, once a day: one of Instagram Login is refreshed a month before its end,
 * of every other the platform is asked whether and until when it is good. What the platform does not answer
 * is asked again in an hour. That the account's events still come is looked at with it.
 */
export async function keepToken(
  desk: Desk,
  { claimed, inboxId }: { claimed: ClaimedJob; inboxId: Id },
): Promise<void> {
  const { context } = desk
  const { orgId } = claimed
  const inbox = await context.inboxes(orgId, inboxId)
  const token = inbox?.settings.accessToken
  if (!inbox || token === undefined || inbox.isDisconnected) return finishJob(context.db, claimed)
  const problem = (await look(desk, inbox, token)) ?? (await keepSubscription(desk, inbox, token))
  const again = { error: problem ?? '', afterSeconds: problem === null ? DAY_S : HOUR_S }
  await postponeJob(context.db, claimed, again)
}

/** Null when it is known how the token stands, else why not. */
async function look(desk: Desk, inbox: Inbox, token: string): Promise<string | null> {
  const ticket = await ticketOf(desk, inbox, token)
  if (isLogin(ticket)) return refreshDue(desk, inbox, token)
  if (ticket.app.secret === '') return 'The app of this inbox is not known any more.'
  const answer = await ask(desk, asking.inspectToken(desk.place, ticket.app, token), shapes.InspectedToken)
  if (answer.type === 'away') return answer.reason
  // The app may not ask; that says nothing of the token.
  if (answer.type === 'refused') return answer.message
  const { is_valid, expires_at, error } = answer.value.data
  if (!is_valid) {
    await noteRefused(desk.context, inbox, { code: '190', subcode: error?.subcode ?? null })
    return null
  }
  await noteEnd(desk.context, inbox, expires_at ? new Date(expires_at * 1_000) : null)
  return null
}

async function refreshDue(desk: Desk, inbox: Inbox, token: string): Promise<string | null> {
  const { context } = desk
  const { orgId, id: inboxId } = inbox
  if (inbox.tokenExpiresAt && inbox.tokenExpiresAt.getTime() - Date.now() > REFRESH_BEFORE_MS) return null
  const answer = await refresh(desk, token)
  if (answer.type === 'away') return answer.reason
  if (answer.type === 'refused') {
    if (!isTokenRefused(answer.code)) return answer.message
    await noteRefused(context, inbox, { code: String(answer.code), subcode: answer.subcode })
    return null
  }
  const { token: next, endsAt } = answer.value
  await persist(() =>
    context.db.withOrg(orgId, (tx) =>
      setToken(tx, context.keys, { inboxId, token: next, expiresAt: new Date(endsAt) }),
    ),
  )
  context.bus.publish({ type: 'inboxes', orgId })
  return null
}

async function noteEnd(context: WorkerContext, inbox: Inbox, expiresAt: Date | null): Promise<void> {
  const { orgId, id: inboxId, tokenVersion, name } = inbox
  const isNews = await persist(() => noteTokenEnd(context.db, { orgId, inboxId, tokenVersion }, expiresAt))
  if (isNews) context.bus.publish({ type: 'inboxes', orgId })
  if (!expiresAt || expiresAt.getTime() - Date.now() > WARN_BEFORE_MS) return
  context.executionLog.write(orgId, {
    ...{ severity: 'warn', source: 'system', kind: 'inbox.token_ends' },
    text:
      `The token of ${name} ends on ${expiresAt.toISOString().slice(0, 10)}. Give it another ` +
      'before that.',
    data: { inboxId, expiresAt: expiresAt.toISOString() },
  })
}

const EXPIRED = 463

/**
 * Notes that a token is refused and tells the org once; what is to be sent waits from then on. True when it
 * is this token that the inbox has.
 */
export async function noteRefused(
  context: WorkerContext,
  { orgId, id: inboxId, tokenVersion, name }: Inbox,
  { code, subcode, reason }: { code: string; subcode?: number | null; reason?: string },
): Promise<boolean> {
  const words =
    reason ??
    (subcode === EXPIRED ? 'The token has expired.' : 'The platform does not accept the token any more.')
  const isNews = await persist(() =>
    refuseToken(context.db, { orgId, inboxId, tokenVersion }, { code, reason: words }),
  )
  if (!isNews) return false
  context.bus.publish({ type: 'inboxes', orgId })
  context.executionLog.write(orgId, {
    ...{ severity: 'error', source: 'system', kind: 'inbox.token_refused', data: { inboxId, code } },
    text: `${name} has to be connected again: ${words} What is to be sent waits.`,
  })
  return true
}
