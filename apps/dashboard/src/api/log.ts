import { AppError, ORG_HEADER } from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { queryString, request, send } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys, type LogFilter } from './keys.ts'
import { appendLog, type LogPage, mergeLog } from './merge-log.ts'
import { chosenOrg } from './org.ts'
import { fetchAgain, queryClient } from './query-client.ts'

const HOUR_MS = 3_600_000
const RANGE_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS }

const hints = new Set<() => void>()

/** Told by the live connection: the log has new entries. */
export function noteLog(): void {
  // What another filter showed is fetched again when it is next looked at.
  void queryClient.invalidateQueries({ queryKey: keys.logs, refetchType: 'none' })
  for (const hint of hints) hint()
}

/**
 * The entries that match a filter, newest first, as far as they have been scrolled to. While `isPaused`
 * nothing moves; `hasNew` tells that there is more. Both begin anew with another filter.
 */
export function useLog(filter: LogFilter) {
  const query = useQuery({
    queryKey: keys.log(filter),
    queryFn: ({ signal }) => fetchLog(filter, signal),
  })
  const follow = useFollowing(filter)
  const loading = useRef<string | null>(null)

  async function loadMore() {
    const cursor = query.data?.next
    if (!cursor || loading.current === cursor) return
    loading.current = cursor
    try {
      const older = await request(endpoints.listLog, { query: { ...wireOf(filter), cursor } })
      queryClient.setQueryData<LogPage>(keys.log(filter), (now) => now && appendLog(now, older, cursor))
    } catch (error) {
      // Scrolling on asks again.
      if (!(error instanceof AppError)) throw error
    } finally {
      if (loading.current === cursor) loading.current = null
    }
  }

  return { ...query, entries: query.data?.entries, loadMore, ...follow }
}

function useFollowing(filter: LogFilter) {
  const key = JSON.stringify(filter)
  const [state, setState] = useState({ key, isPaused: false, hasNew: false })
  if (state.key !== key) setState({ key, isPaused: false, hasNew: false })
  const follow = () => void fetchAgain(keys.log(filter))
  const latest = useRef({ isPaused: state.isPaused, follow })
  latest.current = { isPaused: state.isPaused, follow }
  useEffect(() => {
    const hint = () =>
      latest.current.isPaused ? setState((now) => ({ ...now, hasNew: true })) : latest.current.follow()
    hints.add(hint)
    return () => void hints.delete(hint)
  }, [])
  const pause = (isPaused: boolean) => setState((now) => ({ ...now, isPaused }))
  const catchUp = () => {
    setState((now) => ({ ...now, hasNew: false }))
    follow()
  }
  return { isPaused: state.isPaused, hasNew: state.hasNew, pause, catchUp }
}

async function fetchLog(filter: LogFilter, signal: AbortSignal): Promise<LogPage> {
  const fresh = await request(endpoints.listLog, { query: wireOf(filter) }, signal)
  return mergeLog(queryClient.getQueryData<LogPage>(keys.log(filter)), fresh)
}

function wireOf({ range, ...filter }: LogFilter) {
  return { ...filter, from: range && new Date(Date.now() - RANGE_MS[range]).toISOString() }
}

/** Saves what the filter shows as a file. @throws AppError */
export async function saveLog(filter: LogFilter): Promise<void> {
  const path = `${endpoints.exportLog.path}${queryString(wireOf(filter))}`
  const response = await send(path, { headers: orgHeaders() })
  if (!response.ok) throw new AppError('internal', `The server answered ${response.status}.`)
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: 'hilo-log.ndjson' })
  link.click()
  URL.revokeObjectURL(url)
}

function orgHeaders(): Record<string, string> {
  const org = chosenOrg()
  return org ? { [ORG_HEADER]: org } : {}
}
