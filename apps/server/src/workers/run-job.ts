import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../db/database.ts'
import { removePicture } from '../domain/article-picture/remove.ts'
import { reindexSome } from '../domain/chunk/reindex.ts'
import { addressesOf } from '../domain/contact/addresses.ts'
import { indexContacts } from '../domain/contact/index-contacts.ts'
import { handBackAfterSilence } from '../domain/conversation/hand-back-after-silence.ts'
import { beginAfterPublish } from '../domain/evaluation/after-publish.ts'
import { forgetPlatform } from '../domain/inbox/forget-platform.ts'
import { type ClaimedJob, claimJob, finishJob, postponeJob } from '../domain/job/claim.ts'
import type { Job } from '../domain/job/enqueue.ts'
import { calibrateKnowledge } from '../domain/knowledge/calibrate.ts'
import { forgetLog } from '../domain/log/forget.ts'
import { removeUnsent } from '../domain/media/remove-unsent.ts'
import type { Mailer } from '../mail/mailer.ts'
import { createOrgSlots } from '../slots.ts'
import type { Desk } from './connect/desk.ts'
import { keepToken } from './connect/keep-token.ts'
import type { WorkerContext } from './context.ts'
import { sendBroadcast } from './deliver/send-broadcast.ts'
import type { MediaFetcher } from './media/fetch-media.ts'
import type { WordWriter } from './media/write-words.ts'
import { persist } from './persist.ts'
import { fetchProfile } from './platform/fetch-profile.ts'
import type { HttpSend } from './platform/http-send.ts'
import { syncTemplates } from './platform/sync-templates.ts'
import type { StatusWorker } from './receive/apply-status.ts'
import { heedEarly, isEarly } from './receive/heed-early.ts'
import { retag } from './retag.ts'
import { sendMail } from './send-mail.ts'
import type { Importer } from './sources/importer.ts'

export type JobRunner = {
  /** Runs a job that is due; with `living`, also one whose owner is not among them. */
  resume(orgId: Id, id: Id, living: readonly Id[] | null): Promise<void>
  isActive(id: Id): boolean
}

type Parts = {
  desk: Desk
  http: HttpSend
  media: MediaFetcher
  words: WordWriter
  importer: Importer
  mailer: Mailer
  statuses: StatusWorker
  kick(orgId: Id, conversationId: Id): void
  /** Answers a contact. */
  answer(claimed: ClaimedJob): Promise<void>
  /** Says in short what came before a hand-over. */
  summarise(claimed: ClaimedJob, place: { conversationId: Id; answerId: Id }): Promise<void>
  /** Places what the org knows. */
  place(claimed: ClaimedJob): Promise<void>
  /** Goes on with an evaluation. */
  evaluate(claimed: ClaimedJob, evaluationId: Id): Promise<void>
}

type Slotted = Parts & { inIndexSlot: ReturnType<typeof createOrgSlots> }

const ATTEMPTS_MAX = 5
/** After an upgrade every org has its chunks indexed anew, beside answers that contacts wait for. */
const INDEXED_AT_ONCE = 2

/** Runs queued jobs; a failed one is tried again with growing pauses. */
export function createJobRunner(context: WorkerContext, parts: Parts): JobRunner {
  const active = new Set<Id>()
  const slotted = { ...parts, inIndexSlot: createOrgSlots(INDEXED_AT_ONCE, 1) }
  return {
    isActive: (id) => active.has(id),
    async resume(orgId, id, living) {
      const claimed = await claimJob(context.db, { orgId, id, nodeId: context.node.id, living })
      if (!claimed) return
      active.add(id)
      void run(context, slotted, claimed)
        .catch((error) =>
          context.log.warn({ orgId, jobId: id, error: String(error) }, 'a job could not be recorded'),
        )
        .finally(() => active.delete(id))
    },
  }
}

async function run(context: WorkerContext, parts: Slotted, claimed: ClaimedJob): Promise<void> {
  const { desk, http, media, importer, kick, inIndexSlot } = parts
  const { orgId, id: jobId, job } = claimed
  if (job.kind === 'forget_log') {
    await persist(() => forgetLog(context.db, { orgId, jobId, days: context.logDays }))
    return
  }
  if (job.kind === 'hand_back') {
    const version = await persist(() => handBackAfterSilence(context.db, { orgId, jobId, job }))
    const { conversationId } = job
    // The run is due: the wake finds it.
    if (version !== null) context.bus.publish({ type: 'conversation', orgId, conversationId, version })
    return
  }
  if (job.kind === 'retag') return retag(context, claimed)
  if (job.kind === 'sync_templates') return syncTemplates(context, http, { claimed, inboxId: job.inboxId })
  if (job.kind === 'calibrate_knowledge') return persist(() => calibrateKnowledge(context.db, orgId))
  if (job.kind === 'place_chunks') return parts.place(claimed)
  if (job.kind === 'index_contacts')
    return inRounds(context, claimed, (tx) => indexContacts(tx, context.keys))
  if (job.kind === 'index_chunks') return inIndexSlot(orgId, () => inRounds(context, claimed, reindexSome))
  if (job.kind === 'send_mail') return sendMail(context, parts.mailer, claimed)
  if (job.kind === 'answer') return parts.answer(claimed)
  if (job.kind === 'summarise') return parts.summarise(claimed, job)
  if (job.kind === 'evaluate') return parts.evaluate(claimed, job.evaluationId)
  if (job.kind === 'begin_evaluation') {
    await persist(() => beginAfterPublish(context.db, claimed, job.setId))
    return context.bus.publish({ type: 'evaluations', orgId })
  }
  if (job.kind === 'keep_token') return keepToken(desk, { claimed, inboxId: job.inboxId })
  if (job.kind === 'forget_platform') {
    await persist(() => context.db.withOrg(orgId, (tx) => forgetPlatform(tx, job.inboxId)))
    context.bus.publish({ type: 'inboxes', orgId })
    return finishJob(context.db, claimed)
  }
  if (job.kind === 'send_broadcast') {
    return sendBroadcast(context, kick, { claimed, broadcastId: job.broadcastId })
  }
  if (job.kind === 'import_source') return importer.run(claimed, job.sourceId)
  if (job.kind === 'publish_source') return importer.publish(claimed, job.publicationId)
  if (job.kind === 'forget_source_file') return importer.forgetFile(claimed, job.fileId)
  if (isEarly(job)) return heedEarly({ context, statuses: parts.statuses }, claimed, job)
  if (job.kind === 'write_words') return parts.words.write(claimed, job.mediaId)
  if (job.kind === 'fetch_media') return media.fetch(claimed, job)
  if (job.kind === 'forget_media') return media.forget(claimed, job.mediaId)
  if (job.kind === 'remove_unsent' || job.kind === 'remove_picture') {
    await persist(() => removeFile(context, orgId, job))
    return finishJob(context.db, claimed)
  }
  const problem =
    job.kind === 'fetch_profile'
      ? await fetchProfile(context, http, { orgId, job })
      : await markRead(context, http, { orgId, job })
  if (problem === null) return finishJob(context.db, claimed)
  const afterSeconds = claimed.attempts < ATTEMPTS_MAX ? 2 ** claimed.attempts : null
  await postponeJob(context.db, claimed, { error: problem, afterSeconds })
}

/** A transaction a round, until none is left to do. */
async function inRounds(
  context: WorkerContext,
  claimed: ClaimedJob,
  round: (tx: OrgTx) => Promise<boolean>,
): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    hasMore = await persist(() => context.db.withOrg(claimed.orgId, round))
  }
  await finishJob(context.db, claimed)
}

type Removal = Extract<Job, { kind: 'remove_unsent' | 'remove_picture' }>

function removeFile(context: WorkerContext, orgId: Id, job: Removal): Promise<void> {
  if (job.kind === 'remove_unsent') return removeUnsent(context, orgId, job.mediaId)
  return removePicture(context, orgId, job.pictureId)
}

/** Tells the platform that the contact's message was read. Null when done, else what went wrong. */
async function markRead(
  context: WorkerContext,
  http: HttpSend,
  { orgId, job }: { orgId: Id; job: Extract<Job, { kind: 'mark_read' }> },
): Promise<string | null> {
  const inbox = await context.inboxes(orgId, job.inboxId)
  const bound = inbox ? context.channelOf(inbox) : null
  const { externalId, conversationId } = job
  const recipient = conversationId ? await addressesOf(context.db, orgId, conversationId) : []
  const read = { externalId, recipient }
  for (const request of bound?.channel.markRead(read, { typing: job.typing }, bound.settings) ?? []) {
    const answer = await http(request)
    if (answer.type !== 'answered') return answer.reason
    // A refusal is final: the message is too old or gone, and nobody waits for the tick.
    if (answer.status >= 500) return `HTTP ${answer.status}`
  }
  return null
}
