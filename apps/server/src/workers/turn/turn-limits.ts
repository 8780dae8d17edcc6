import type { Id, JournalEntry } from '@hilo/protocol'
import type { ClaimedRun } from '../../domain/run/run.ts'

/**
 * How much a run, and the runs of an org together, may say, and for how long. Kept in memory, so that no turn
 * pays a statement for it; after a restart the counting begins anew. What is reached is said in words: the
 * run fails with them, and people take over.
 */
export type TurnLimitOptions = {
  /** Messages of one conversation, and of all conversations of an org, in a minute. */
  messagesMax: number
  orgMessagesMax: number
  runDaysMax: number
  /** Turns in a row that a contact began quicker after our answer than a person reads; 0: not looked at. */
  quickTurnsMax: number
  quickMs: number
}

export type TurnLimits = {
  /** Called before a turn is played, with when the newest message of the contact came, if one did. */
  before(run: ClaimedRun, heardAt: number | null): string | null
  /** Called before a turn is committed. What it says counts, unless it is refused. */
  after(run: ClaimedRun, entries: readonly JournalEntry[]): string | null
}

const OPTIONS: TurnLimitOptions = {
  messagesMax: 60,
  orgMessagesMax: 6_000,
  runDaysMax: 180,
  quickTurnsMax: 20,
  quickMs: 800,
}
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const KEPT_MAX = 20_000

type Talk = { minute: number; messages: number; saidAt: number; heardAt: number; quick: number }

export function createTurnLimits(options: Partial<TurnLimitOptions> = {}, clock = Date.now): TurnLimits {
  const limits = { ...OPTIONS, ...options }
  const talks = new Map<Id, Talk>()
  const orgs = new Map<Id, Talk>()
  return {
    before(run, heardAt) {
      const days = (clock() - beganAt(run.id)) / DAY_MS
      if (days > limits.runDaysMax) return `This run is older than ${limits.runDaysMax} days.`
      if (heardAt === null) return null
      const talk = talkOf(talks, run.conversationId, clock())
      // A message that was judged before: the turn was woken by something else.
      if (heardAt === talk.heardAt) return null
      talk.heardAt = heardAt
      const isQuick = talk.saidAt > 0 && heardAt >= talk.saidAt && heardAt - talk.saidAt < limits.quickMs
      talk.quick = isQuick ? talk.quick + 1 : 0
      if (limits.quickTurnsMax === 0 || talk.quick < limits.quickTurnsMax) return null
      talk.quick = 0
      return `The contact answered ${limits.quickTurnsMax} times without a pause: it may be a machine.`
    },
    after(run, entries) {
      const now = clock()
      const said = entries.filter(({ content }) => content !== undefined).length
      if (said === 0) return null
      const [talk, org] = [talkOf(talks, run.conversationId, now), talkOf(orgs, run.orgId, now)]
      if (talk.messages + said > limits.messagesMax) {
        return `More than ${limits.messagesMax} messages in a minute in this conversation.`
      }
      if (org.messages + said > limits.orgMessagesMax) {
        return `More than ${limits.orgMessagesMax} messages of micro-backends in a minute in this org.`
      }
      talk.messages += said
      org.messages += said
      talk.saidAt = now
      return null
    },
  }
}

function talkOf(talks: Map<Id, Talk>, id: Id, now: number): Talk {
  const minute = Math.floor(now / MINUTE_MS)
  const known = talks.get(id)
  const talk = known ?? { minute, messages: 0, saidAt: 0, heardAt: 0, quick: 0 }
  if (talk.minute !== minute) Object.assign(talk, { minute, messages: 0 })
  if (known) return talk
  const [oldest] = talks.keys()
  if (talks.size >= KEPT_MAX && oldest) talks.delete(oldest)
  talks.set(id, talk)
  return talk
}

/** Ids are UUIDs of version 7, which begin with the time at which they were made. */
function beganAt(runId: Id): number {
  return Number.parseInt(runId.replaceAll('-', '').slice(0, 12), 16)
}
