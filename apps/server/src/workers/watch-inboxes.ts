import type { Id } from '@hilo/protocol'
import { lookAtInboxes } from '../domain/alarm/look.ts'
import type { AlarmChange } from '../domain/alarm/settle.ts'
import type { HeldOf } from '../domain/health/read.ts'
import { listOrgs } from '../domain/org/list.ts'
import type { WorkerContext } from './context.ts'
import { createNoteWaiting } from './receive/note-waiting.ts'
import { repeat } from './repeat.ts'

export type InboxWatch = { stop(): Promise<void> }

const ALL_EVERY_MS = 30 * 60_000
/** For so long after something happened an org is looked at often. */
const ATTENTION_MS = 10 * 60_000

/**
 * Looks after the inboxes, from now on: those of orgs in which something happens in every period, all now
 * and then, since a silence or the end of a token is no event. Notes on the way what waits to be worked on.
 */
export function watchInboxes(context: WorkerContext, heldOf: HeldOf, periodMs: number): InboxWatch {
  const { db, log, bus } = context
  const noteWaiting = createNoteWaiting(context)
  const until = new Map<Id, number>()
  let allAt = 0

  function attend(orgId: Id): void {
    until.set(orgId, Date.now() + ATTENTION_MS)
  }

  async function lookAt(orgId: Id): Promise<void> {
    const { changes, open } = await lookAtInboxes(db, orgId, heldOf)
    // What is wrong now may be over in a moment.
    if (open > 0) attend(orgId)
    for (const change of changes) tell(context, orgId, change)
    if (changes.length > 0) bus.publish({ type: 'alarms', orgId })
  }

  async function look(): Promise<void> {
    for (const orgId of await noteWaiting()) attend(orgId)
    const now = Date.now()
    for (const [orgId, end] of until) if (end < now) until.delete(orgId)
    const isForAll = now >= allAt
    const orgs = isForAll ? await listOrgs(db.global) : [...until.keys()]
    for (const orgId of orgs) {
      await lookAt(orgId).catch((error) =>
        log.warn({ orgId, error: String(error) }, 'the inboxes of an org could not be looked at'),
      )
    }
    if (isForAll) allAt = now + ALL_EVERY_MS
  }

  const looking = repeat(look, {
    pauseMs: periodMs,
    onError: (error) => log.warn({ error: String(error) }, 'the inboxes could not be looked at'),
  })
  const unsubscribe = bus.subscribe(({ type, orgId }) => {
    if (type === 'conversation' || type === 'alarms') attend(orgId)
  })
  looking.start()
  return {
    stop() {
      unsubscribe()
      return looking.stop()
    },
  }
}

const WORDS: Record<AlarmChange['kind'], string> = {
  quality_low: 'Its quality is low: people block or report what it sends.',
  restricted: 'The platform restricts its account.',
  access_lost: 'The app lost its access to the account: nothing comes in any more.',
  token_refused: 'The platform refuses its token: nothing goes out.',
  token_expiring: 'Its token expires soon.',
  sending_held: 'The platform has not taken messages for five minutes.',
  webhook_lag: 'Its events come or are processed more than a minute late.',
  silent: 'Nothing has come in for a day, though it was busy before.',
}

function tell({ executionLog }: WorkerContext, orgId: Id, change: AlarmChange): void {
  const { inboxId, kind, severity, about, isRaised } = change
  executionLog.write(orgId, {
    ...{ source: 'system', data: { inboxId, alarm: kind, about } },
    ...(isRaised
      ? { severity, kind: 'alarm.raised', text: WORDS[kind] }
      : { severity: 'info', kind: 'alarm.ended', text: `Over: ${WORDS[kind]}` }),
  })
}
