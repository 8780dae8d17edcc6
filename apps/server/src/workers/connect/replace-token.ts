import { AppError, type Id, type StepOutcome } from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { setToken } from '../../domain/inbox/token.ts'
import { createMetaApps } from '../../domain/webhook/meta-app.ts'
import type { Desk, Found } from './desk.ts'
import { lengthen } from './lengthen.ts'
import { lookAtAccount, lookAtScopes, lookAtToken } from './look.ts'
import { isLogin, type Ticket } from './ticket.ts'

const STEPS = { token: lookAtToken, scopes: lookAtScopes, account: lookAtAccount }

/**
 * Gives an inbox another token, once the platform says that it is good, may do what is needed and opens the
 * account of the inbox. What waited for it is sent then, in its order. Null: done.
 *
 * @throws AppError `not_found` when there is no such inbox, or it has no token.
 */
export async function replaceToken(
  desk: Desk,
  orgId: Id,
  { inboxId, token }: { inboxId: Id; token: string },
): Promise<StepOutcome | null> {
  const { db, keys, bus, executionLog } = desk.context
  const inbox = await requireConnected(desk, orgId, inboxId)
  const ticket = await ticketOf(desk, inbox, token)
  const found: Found = {}
  for (const [step, look] of Object.entries(STEPS) as [keyof typeof STEPS, typeof lookAtToken][]) {
    const { problem, detail, found: more } = await look(desk, ticket)
    if (problem) return { step, problem, detail }
    Object.assign(found, more)
  }
  const long = isLogin(ticket) ? await lengthen(desk, token) : null
  const endsAt = long ? long.endsAt : (found.tokenEndsAt ?? null)
  const isKept = await db.withOrg(orgId, (tx) =>
    setToken(tx, keys, {
      ...{ inboxId, token: long?.token ?? token },
      expiresAt: endsAt === null ? null : new Date(endsAt),
    }),
  )
  if (!isKept) throw noToken()
  bus.publish({ type: 'inboxes', orgId })
  const told = {
    severity: 'info',
    source: 'system',
    kind: 'inbox.token_replaced',
    data: { inboxId },
  } as const
  executionLog.write(orgId, { ...told, text: `${inbox.name} has another token.` })
  return null
}

/** @throws AppError `not_found` */
export async function requireConnected({ context }: Desk, orgId: Id, inboxId: Id): Promise<Inbox> {
  const inbox = await context.inboxes(orgId, inboxId)
  if (!inbox) throw new AppError('not_found', 'There is no such inbox.')
  if (inbox.channel === 'web' || inbox.isDisconnected) throw noToken()
  return inbox
}

function noToken(): AppError {
  return new AppError('not_found', 'This inbox has no token: it is disconnected, or a widget.')
}

/** An inbox as if it were connected anew with this token. */
export async function ticketOf({ context }: Desk, inbox: Inbox, token: string): Promise<Ticket> {
  const { db, keys } = context
  const { appId = '', wabaId = null, pageId = null } = inbox.settings
  const app = await createMetaApps(db.global, keys)(appId)
  return {
    ...{ purpose: 'connection', orgId: inbox.orgId, endsAt: Number.MAX_SAFE_INTEGER },
    channel: inbox.channel as Ticket['channel'],
    app: { id: appId, secret: app?.secrets[0] ?? '', verifyToken: app?.verifyToken ?? '' },
    ...{ token, wabaId, pageId, account: inbox.account },
    ...{ loginSecret: null, tokenEndsAt: null, scopes: null, pin: null },
  }
}
