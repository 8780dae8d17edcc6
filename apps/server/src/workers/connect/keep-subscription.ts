import type { Id } from '@hilo/protocol'
import { factsOf, recordFacts } from '../../domain/health/facts.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { persist } from '../persist.ts'
import { tellFacts } from '../tell-facts.ts'
import { findCallback, subscribe } from './act.ts'
import type { Desk } from './desk.ts'
import { ticketOf } from './replace-token.ts'
import { isLogin } from './ticket.ts'

/**
 * Looks whether the platform still sends the events of an inbox's account here, and has it do so again where
 * it stopped: it ends a subscription by itself after a long outage, and nothing but silence tells of it.
 *
 * @returns null when that is known, else why not
 */
export async function keepSubscription(desk: Desk, inbox: Inbox, token: string): Promise<string | null> {
  const { context } = desk
  const current = await context.inboxes(inbox.orgId, inbox.id)
  if (!current || current.wait === 'reconnect' || current.isDisconnected) return null
  const ticket = await ticketOf(desk, inbox, current.settings.accessToken ?? token)
  if (ticket.channel === 'whatsapp' && ticket.wabaId === null) return null
  // The app of Instagram Login has no list of callbacks that its token opens.
  const callback = isLogin(ticket) || ticket.app.secret === '' ? null : await findCallback(desk, ticket)
  if (callback?.type === 'away') return callback.reason
  const elsewhere = callback?.type === 'ok' ? callback.value.elsewhere : undefined
  if (elsewhere !== undefined && ticket.channel !== 'whatsapp') {
    await noteAccess(desk, inbox, { value: 'lost', why: `The app's webhooks go to ${elsewhere}.` })
    return null
  }
  const { problem, detail, isNew } = await subscribe(desk, ticket, { account: inbox.account, elsewhere })
  // Without the app's place in the list nothing is sure: the platform may only be busy.
  if (problem && !isNew) return detail ?? problem
  await noteAccess(desk, inbox, { value: problem ? 'lost' : 'ok', why: detail })
  if (!problem && isNew) tellRestored(desk, inbox)
  return null
}

type Access = { value: 'ok' | 'lost'; why: string | null }

/** That all is well is no news, except where it was not. */
async function noteAccess({ context }: Desk, { orgId, id: inboxId }: Inbox, { value, why }: Access) {
  const { db } = context
  const facts = await persist(() => db.withOrg(orgId, (tx) => factsOf(tx, [inboxId])))
  const before = facts.get(inboxId)?.find(({ name }) => name === 'access')?.value ?? 'ok'
  if (before === value) return
  const told = { at: new Date(), owner: null, facts: [{ name: 'access', value, detail: { why } }] }
  const changes = await persist(() => recordFacts(db, { orgId, inboxId }, told))
  tellFacts(context, orgId, changes)
}

function tellRestored({ context }: Desk, { orgId, id: inboxId, name }: { orgId: Id; id: Id; name: string }) {
  context.executionLog.write(orgId, {
    ...{ severity: 'warn', source: 'system', kind: 'inbox.subscribed_again', data: { inboxId } },
    text:
      `The platform had stopped sending the events of ${name}, and sends them again now. ` +
      'What was written meanwhile did not come in.',
  })
}
