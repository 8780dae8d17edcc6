import type { ChannelEvent } from '@hilo/channels'
import type { Id } from '@hilo/protocol'
import { findContact } from '../domain/contact/find.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import { type Changed, changePermission } from '../domain/permission/change.ts'
import { heedMessage } from '../domain/permission/heed.ts'
import { refuseMarketing } from '../domain/permission/refuse-marketing.ts'
import type { WorkerContext } from './context.ts'

/**
 * Does what a stored message asks of the host, such as STOP, whatever the micro-backend does, and sends the
 * answer.
 */
export async function heed(
  context: WorkerContext,
  kick: (orgId: Id, conversationId: Id) => void,
  { inbox, message }: { inbox: Inbox; message: Inbound },
): Promise<void> {
  const bound = context.channelOf(inbox)
  const partsOf = (content: Inbound['content']) => bound?.channel.parts(content).length ?? 0
  const heeded = await heedMessage(context.db, inbox, { message, partsOf })
  if (!heeded) return
  publish(context, inbox, heeded.changed)
  if (heeded.answeredId) kick(inbox.orgId, heeded.answeredId)
}

type Preference = Extract<ChannelEvent, { type: 'preference' }>

/** Writes down what a contact told the platform about marketing. Of somebody unknown there is nothing to write. */
export async function heedPreference(
  context: WorkerContext,
  inbox: Inbox,
  { contact, wants, detail, at }: Preference,
): Promise<void> {
  const contactId = await findContact(context, inbox, contact)
  if (!contactId) return
  const changed = await context.db.withOrg(inbox.orgId, (tx) =>
    changePermission(tx, {
      ...{ contactId, channel: inbox.channel, purposes: ['marketing'], source: 'platform' },
      ...{ kind: wants ? 'opt_in' : 'opt_out', evidence: detail, givenAt: at },
    }),
  )
  if (changed) publish(context, inbox, changed)
}

/** Writes down that the platform refused a message because its contact wants no more marketing. */
export async function heedRefusal(
  context: WorkerContext,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
  reason: string,
): Promise<void> {
  const changed = await context.db.withOrg(orgId, (tx) => refuseMarketing(tx, { conversationId, reason }))
  publish(context, { orgId }, changed)
}

function publish({ bus }: WorkerContext, { orgId }: { orgId: Id }, changed: readonly Changed[]): void {
  for (const { conversationId, version, ended } of changed) {
    bus.publish({ type: 'conversation', orgId, conversationId, version })
    for (const run of ended) bus.publish({ type: 'run', orgId, conversationId, ...run })
  }
}
