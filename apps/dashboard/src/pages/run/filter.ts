import type { RunStatus, Stopped } from '@hilo/protocol'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Period, RunFilter } from '../../api/keys.ts'

export const RUN_STATUSES: readonly RunStatus[] = ['failed', 'waiting', 'running', 'done', 'cancelled']
export const PERIODS: readonly Period[] = ['hour', 'day', 'week']
/** Codes of failures, as `RunFailure` has them. */
export const FAILURE_CODES = [
  ...['step_failed', 'terminal', 'exception', 'nondeterminism'],
  ...['undo_failed', 'crash', 'timeout', 'limit', 'invalid'],
] as const

/** Where runs may have stopped at a question. */
const STOPPED: readonly Stopped[] = [
  ...(['waiting', 'handed_off', 'failed', 'cancelled', 'timed_out', 'ended', 'abandoned'] as const),
]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the address; what it does not understand is left out, so that an old link still opens. */
export function parseRunSearch(search: Record<string, unknown>): RunFilter {
  const { contact, backendId, contactId } = search
  const status = RUN_STATUSES.find((each) => each === search.status)
  const code = FAILURE_CODES.find((each) => each === search.code)
  const period = PERIODS.find((each) => each === search.period)
  // The router reads a version of digits alone as a number.
  const version = /^[0-9a-f]{4,64}$/.exec(String(search.version ?? ''))?.[0]
  return {
    ...(status && { status }),
    ...(code && { code }),
    ...(period && { period }),
    ...(version && { version }),
    ...(isUuid(backendId) && { backendId }),
    ...(isUuid(contactId) && { contactId }),
    ...(contact !== undefined && contact !== '' && { contact: String(contact).slice(0, 80) }),
    ...parseFigure(search),
  }
}

/** The figure of the metrics that led here. Without its backend and its period it would be another one. */
function parseFigure({
  since,
  until,
  question,
  stopped,
  reason,
  outcome,
  backendId,
}: Record<string, unknown>): RunFilter {
  if (!isMoment(since) || !isMoment(until) || !isUuid(backendId)) return {}
  const words = (text: unknown, max: number) => (text === undefined ? '' : String(text).slice(0, max))
  const at = words(question, 200)
  const why = words(reason, 2_000)
  const how = words(outcome, 500)
  const where = STOPPED.find((each) => each === stopped)
  return {
    ...{ since, until },
    ...(at && { question: at }),
    ...(at && where && { stopped: where }),
    ...(!at && why && { reason: why }),
    ...(how && { outcome: how }),
  }
}

function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text)
}

function isMoment(text: unknown): text is string {
  return typeof text === 'string' && /^[12]\d{3}-.*Z$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** The list's filter, as the address has it. */
export function useRunFilter(): RunFilter {
  const search = useSearch({ from: '/app/runs' })
  return useMemo(() => search, [search])
}

/** Whether anything but the status narrows the list. */
export function isNarrowed({ status: _, ...rest }: RunFilter): boolean {
  return Object.keys(rest).length > 0
}
