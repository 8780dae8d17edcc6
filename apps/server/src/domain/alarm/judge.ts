import type { Alarm, AlarmKind, InboxHealth } from '@hilo/protocol'

/** Those of inboxes. */
export type InboxAlarmKind = Exclude<AlarmKind, 'answers_worse'>

/**
 * What is wrong with an inbox by what is known of it. Pure: the same health at the same time, the same
 * judgement.
 */
export type Judged = { kind: InboxAlarmKind; severity: Alarm['severity']; about: string | null }

export type Recent = {
  /** How late events came and were processed in the last minutes. */
  lag: InboxHealth['lag']
  /** On how many of the seven days before the last event something came in, and how much. */
  busyDays: number
  events: number
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const HELD_MAX_MS = 5 * MINUTE_MS
const LAG_MAX_MS = MINUTE_MS
const EXPIRY_NOTICE_MS = 7 * DAY_MS
const BUSY_DAYS_MIN = 5
const BUSY_EVENTS_MIN = 100
/** One late event is chance. */
const LAG_EVENTS_MIN = 3
const POOR = new Set(['yellow', 'red', 'flagged', 'low', 'medium'])

export function judge(health: InboxHealth, recent: Recent, now: number): Judged[] {
  const fact = (name: string) => health.facts.find((one) => one.name === name)?.value ?? null
  const [quality, account, access] = [fact('quality'), fact('account'), fact('access')]
  const { tokenExpiresAt, tokenRefusedAt, sending } = health
  const since = (at: string | null) => (at === null ? 0 : now - Date.parse(at))
  const found: (Judged | false)[] = [
    quality !== null && POOR.has(quality) && { kind: 'quality_low', severity: 'warn', about: quality },
    account !== null && account !== 'ok' && { kind: 'restricted', severity: 'error', about: account },
    access === 'lost' && { kind: 'access_lost', severity: 'error', about: null },
    tokenRefusedAt !== null && { kind: 'token_refused', severity: 'error', about: tokenRefusedAt },
    tokenRefusedAt === null &&
      tokenExpiresAt !== null &&
      since(tokenExpiresAt) > -EXPIRY_NOTICE_MS && {
        kind: 'token_expiring',
        severity: 'warn',
        about: tokenExpiresAt,
      },
    since(sending.heldSince) > HELD_MAX_MS && {
      kind: 'sending_held',
      severity: 'error',
      about: sending.heldSince,
    },
    lagOf(health, recent, since) > LAG_MAX_MS && {
      kind: 'webhook_lag',
      severity: 'warn',
      about: String(Math.round(lagOf(health, recent, since) / 1000)),
    },
    recent.busyDays >= BUSY_DAYS_MIN &&
      recent.events >= BUSY_EVENTS_MIN &&
      since(health.lastEventAt) > DAY_MS && { kind: 'silent', severity: 'warn', about: health.lastEventAt },
  ]
  return found.filter((one) => one !== false)
}

function lagOf({ backlog }: InboxHealth, { lag }: Recent, since: (at: string | null) => number): number {
  const measured = lag.events < LAG_EVENTS_MIN ? [] : [lag.toStored.p50 ?? 0, lag.toProcessed.p50 ?? 0]
  return Math.max(since(backlog.oldestAt), ...measured)
}
