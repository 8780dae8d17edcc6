import { leaveToPeople } from '../domain/ai-answer/leave-to-people.ts'
import { type ClaimedJob, finishJob, postponeJob } from '../domain/job/claim.ts'
import { endMail, type OpenMail, openMail } from '../domain/mail/mail.ts'
import type { Mailer, MailOutcome } from '../mail/mailer.ts'
import type { WorkerContext } from './context.ts'
import { persist } from './persist.ts'

const ATTEMPTS_MAX = 6

/**
 * Hands a mail to the mail server, outside of any transaction. Who died before that was written down hands it
 * over again, under the same id. One that cannot be sent leaves the conversation that waits for it to people.
 */
export async function sendMail(context: WorkerContext, mailer: Mailer, claimed: ClaimedJob): Promise<void> {
  const { db, keys } = context
  const { orgId, id, attempts } = claimed
  const open = await persist(() => db.withOrg(orgId, (tx) => openMail(tx, keys, id)))
  if (!open) return persist(() => finishJob(db, claimed))
  const outcome = open.isLate ? null : await mailer.send({ id, ...open.mail })
  if (outcome?.type === 'retry' && attempts < ATTEMPTS_MAX) {
    return persist(() => postponeJob(db, claimed, { error: outcome.reason, afterSeconds: 2 ** attempts }))
  }
  await persist(() => end(context, claimed, { open, outcome }))
  await persist(() => finishJob(db, claimed))
}

type Ending = { open: OpenMail; outcome: MailOutcome | null }

async function end({ db, bus, log }: WorkerContext, claimed: ClaimedJob, { open, outcome }: Ending) {
  const { orgId, id } = claimed
  const { conversationId } = open
  const isSent = outcome?.type === 'sent'
  const fault = outcome && !isSent ? outcome.reason : null
  const status = isSent ? 'sent' : outcome ? 'failed' : 'late'
  const version = await db.withOrg(orgId, async (tx) => {
    await endMail(tx, id, { status, fault })
    return isSent || !conversationId ? null : leaveToPeople(tx, conversationId, 'unproved')
  })
  if (!isSent) log.warn({ orgId, mailId: id, fault }, 'a mail could not be sent')
  if (version !== null && conversationId)
    bus.publish({ type: 'conversation', orgId, conversationId, version })
}
