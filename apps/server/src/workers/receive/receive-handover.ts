import type { ChannelEvent } from '@hilo/channels'
import type { Id } from '@hilo/protocol'
import { askForThread } from '../../domain/handover/ask-for-thread.ts'
import { type Changed, changeOwner, UNKNOWN_APP } from '../../domain/handover/change-owner.ts'
import { openThread } from '../../domain/handover/open-thread.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { type Inbound, isSilent } from '../../domain/message/inbound.ts'
import type { WorkerContext } from '../context.ts'

export type Handover = Extract<ChannelEvent, { type: 'handover' }>
/** Lets a run go on that is due now. */
export type Resume = (orgId: Id, runId: Id) => Promise<void>

/**
 * Another app gave, took or asked for a thread.
 *
 * @returns false when there is no open conversation that it is about.
 */
export async function receiveHandover(
  context: WorkerContext,
  resume: Resume,
  { inbox, item }: { inbox: Inbox; item: Handover },
): Promise<boolean> {
  const conversationId = await openThread(context, inbox, item.contact)
  if (conversationId === null) return false
  const { kind, newOwner, at, note } = item
  const ours = inbox.settings.appId ?? null
  const changed = await context.db.withOrg(inbox.orgId, (tx) => {
    if (kind === 'request') {
      return askForThread(tx, { conversationId, app: newOwner ?? UNKNOWN_APP, at, note })
    }
    // What is taken without a word about by whom was taken from this one.
    const owner = newOwner === ours ? null : (newOwner ?? (kind === 'take' ? UNKNOWN_APP : null))
    return changeOwner(tx, { conversationId, owner, at, note })
  })
  tell(context, resume, { orgId: inbox.orgId, conversationId, changed })
  return true
}

type Heard = { inbox: Inbox; message: Inbound; conversationId: Id; threadOwner: string | null }

/**
 * A message tells who has the thread too: one that comes for another app to answer, and one that comes to
 * this one. For some changes there is no other sign.
 */
export async function heedOwner(
  context: WorkerContext,
  resume: Resume,
  { inbox, message, conversationId, threadOwner }: Heard,
): Promise<void> {
  const isForOthers = message.isSilent === true
  const isNews = isForOthers ? threadOwner === null : threadOwner !== null && !isSilent(message)
  if (!isNews) return
  const owner = isForOthers ? UNKNOWN_APP : null
  const changed = await context.db.withOrg(inbox.orgId, (tx) =>
    changeOwner(tx, { conversationId, owner, at: message.sentAt }),
  )
  tell(context, resume, { orgId: inbox.orgId, conversationId, changed })
}

type News = { orgId: Id; conversationId: Id; changed: Changed | null }

function tell({ bus }: WorkerContext, resume: Resume, { orgId, conversationId, changed }: News): void {
  if (!changed) return
  bus.publish({ type: 'conversation', orgId, conversationId, version: changed.version })
  if (changed.runId) resume(orgId, changed.runId).catch(() => undefined)
}
