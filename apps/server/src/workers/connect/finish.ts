import { type AnswersBy, AppError, type ConnectStep, type Id, type StepOutcome } from '@hilo/protocol'
import type { ActorIds } from '../../domain/actor/actor.ts'
import { givePurpose } from '../../domain/ai-instruction/give-purpose.ts'
import { requirePurpose } from '../../domain/ai-instruction/require-purpose.ts'
import { claimAccount } from '../../domain/directory/claim-account.ts'
import { connectInbox } from '../../domain/inbox/connect.ts'
import { requireBackend } from '../../domain/inbox/require.ts'
import { adoptApp } from '../../domain/webhook/adopt-app.ts'
import { setCallback, subscribe, unsubscribe } from './act.ts'
import { bad, type Checked, type Desk, type Found } from './desk.ts'
import { lengthen } from './lengthen.ts'
import { lookAtAccount, lookAtApp, lookAtScopes, lookAtToken } from './look.ts'
import { isLogin, type Ticket } from './ticket.ts'

type LookStep = Exclude<ConnectStep, 'subscription'>

const STEPS: Record<LookStep, (desk: Desk, ticket: Ticket) => Promise<Checked>> = {
  app: lookAtApp,
  token: lookAtToken,
  scopes: lookAtScopes,
  account: lookAtAccount,
  callback: setCallback,
}
export const LOOK_STEPS = Object.keys(STEPS) as LookStep[]

/** Looks at one step, with the platform, now. */
export async function checkStep(desk: Desk, ticket: Ticket, step: LookStep): Promise<StepOutcome> {
  const { found: _, ...outcome } = await STEPS[step](desk, ticket)
  return { step, ...outcome }
}

type Wanted = {
  actor: ActorIds
  name: string
  backendId: Id | null
  answersBy?: AnswersBy | undefined
  /** What AI is for there. */
  purpose?: string | undefined
}
type Finished = { inboxId: Id | null; failure: StepOutcome | null }

/**
 * Looks at every step again, so that none can be left out, subscribes to the account and makes it an inbox.
 * When the last of it fails, the subscription ends again: there is an inbox that works, or there is nothing.
 *
 * @throws AppError `not_found` when the org has no such micro-backend; `invalid_request` when AI is to answer
 * in a number of WhatsApp and nobody said what for.
 */
export async function finishConnection(desk: Desk, ticket: Ticket, inbox: Wanted): Promise<Finished> {
  await desk.context.db.withOrg(ticket.orgId, (tx) => requireBackend(tx, inbox.backendId))
  const found: Found = {}
  for (const step of LOOK_STEPS) {
    const checked = await STEPS[step](desk, ticket)
    if (checked.problem) return fail(step, checked)
    Object.assign(found, checked.found)
  }
  const { account, elsewhere } = found
  if (account === undefined) return fail('account', bad('account_unseen'))
  const subscribed = await subscribe(desk, ticket, { account, elsewhere })
  const undo = () => (subscribed.isNew ? unsubscribe(desk, ticket, account) : null)
  if (subscribed.problem) {
    await undo()
    return fail('subscription', subscribed)
  }
  try {
    return { inboxId: await save(desk, ticket, { ...inbox, ...found, account }), failure: null }
  } catch (error) {
    await undo()
    if (error instanceof AppError && error.code === 'conflict') return fail('account', bad('account_taken'))
    throw error
  }
}

function fail(step: ConnectStep, { problem, detail }: Checked): Finished {
  return { inboxId: null, failure: { step, problem, detail } }
}

type New = Found & Wanted & { account: string }

/** App, inbox and binding in one transaction. */
async function save(
  desk: Desk,
  ticket: Ticket,
  { actor, account, name, backendId, answersBy, purpose, userId = null, tokenEndsAt = null }: New,
): Promise<Id> {
  const { db, keys, bus } = desk.context
  const { orgId, channel, app, loginSecret, wabaId, pageId } = ticket
  const long = isLogin(ticket) && tokenEndsAt === null ? await lengthen(desk, ticket.token) : null
  const token = long ?? { token: ticket.token, endsAt: tokenEndsAt }
  const inboxId = await db.withOrg(orgId, async (tx) => {
    await adoptApp({ global: tx, keys }, orgId, { id: app.id, secret: app.secret, loginSecret })
    const id = await connectInbox(tx, keys, {
      ...{ channel, name, account, backendId, answersBy },
      settings: {
        accessToken: token.token,
        appId: app.id,
        ...(wabaId && { wabaId }),
        ...(pageId && { pageId }),
      },
      tokenExpiresAt: token.endsAt === null ? null : new Date(token.endsAt),
    })
    await claimAccount(tx, { appId: app.id, account, channel, inboxId: id, userId })
    if (purpose !== undefined) await givePurpose(tx, actor, { inboxId: id, purpose })
    await requirePurpose(tx, id)
    return id
  })
  bus.publish({ type: 'inboxes', orgId })
  return inboxId
}
