import type { Id, ListedTemplate } from '@hilo/protocol'
import { bindBusiness } from '../../domain/directory/bind-business.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { ClaimedJob } from '../../domain/job/claim.ts'
import { finishJob } from '../../domain/job/claim.ts'
import { reasonOf } from '../../domain/reason/reasons.ts'
import { plantNextSync } from '../../domain/template/plant-sync.ts'
import { storeSyncFailure, storeTemplates } from '../../domain/template/store.ts'
import type { WorkerContext } from '../context.ts'
import { persist } from '../persist.ts'
import type { HttpSend } from './http-send.ts'

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000
const PAUSE_MAX_MS = 6 * 3_600_000
/** Meta allows 6,000 templates an account at most. */
const PAGES_MAX = 100

type Listed = { type: 'listed'; templates: ListedTemplate[] } | { type: 'failed'; reason: string }

/**
 * Reads the templates of an inbox from the platform, page by page, and makes the job due again tomorrow, or
 * soon after a failure. Nothing of a list that broke off is kept, so no template seems deleted.
 */
export async function syncTemplates(
  context: WorkerContext,
  http: HttpSend,
  { claimed, inboxId }: { claimed: ClaimedJob; inboxId: Id },
): Promise<void> {
  const { db, bus } = context
  const { orgId, attempts } = claimed
  const inbox = await context.inboxes(orgId, inboxId)
  const wabaId = inbox?.settings.wabaId
  if (!inbox || wabaId === undefined) return finishJob(db, claimed)
  const listed = await listAll(context, http, { inbox, wabaId })
  await persist(() =>
    db.withOrg(orgId, async (tx) => {
      const isListed = listed.type === 'listed'
      if (isListed) await storeTemplates(tx, inboxId, listed.templates)
      else await storeSyncFailure(tx, inboxId, listed.reason)
      const next = isListed
        ? { error: null, inMs: DAY_MS * (0.9 + Math.random() * 0.2) }
        : { error: listed.reason, inMs: Math.min(MINUTE_MS * 2 ** (attempts - 1), PAUSE_MAX_MS) }
      const step = plantNextSync(orgId, inboxId, next)
      await tx.query(step.statement, step.values)
    }),
  )
  // Who reads the templates of an account with its own token has proved that it is theirs.
  const { appId } = inbox.settings
  if (listed.type === 'listed' && appId !== undefined) {
    const { channel } = inbox
    await persist(() => bindBusiness(db.global, { appId, account: wabaId, channel, orgId, inboxId }))
  }
  // Once may be a moment's fault; the page shows it in any case.
  if (listed.type === 'failed' && attempts > 1) {
    context.executionLog.write(orgId, {
      ...{ severity: 'warn', source: 'system', kind: 'templates.failed', data: { inboxId } },
      text: `The templates of ${inbox.name} could not be read: ${listed.reason}`,
    })
  }
  bus.publish({ type: 'templates', orgId })
}

async function listAll(
  context: WorkerContext,
  http: HttpSend,
  { inbox, wabaId }: { inbox: Inbox; wabaId: string },
): Promise<Listed> {
  const bound = context.channelOf(inbox)
  const reader = bound?.channel.templates
  if (!bound || !reader) return { type: 'failed', reason: reasonOf('no_templates') }
  const templates: ListedTemplate[] = []
  let after: string | null = null
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await http(reader.list(wabaId, after, bound.settings))
    if (answer.type !== 'answered') return { type: 'failed', reason: reasonOf('unreachable') }
    const read = reader.read(answer.status, answer.body)
    if (read.type !== 'page') return { type: 'failed', reason: read.reason }
    templates.push(...read.templates)
    after = read.after
    if (after === null) return { type: 'listed', templates }
  }
  return { type: 'failed', reason: reasonOf('endless_list') }
}
