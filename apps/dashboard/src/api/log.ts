import { AppError, ORG_HEADER } from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { queryString, request, send } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys, type LogFilter } from './keys.ts'
import { appendLog, type LogPage, mergeLog } from './merge-log.ts'
import { chosenOrg } from './org.ts'
import { queryClient } from './query-client.ts'

const HOUR_MS = 3_600_000
const RANGE_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS }

const hints = new Set<() => void>()

/** Told by the live connection: the log has new entries. */
export function noteLog(): void {
  for (const hint of hints) hint()
}

/**
 * The entries that match a filter, newest first, as far as they have been scrolled to. While `isPaused`
 * nothing moves; `hasNew` tells that there is more.
 */
export function useLog(filter: LogFilter, isPaused: boolean) {
  const query = useQuery({
    queryKey: keys.log(filter),
    queryFn: ({ signal }) => fetchLog(filter, signal),
  })
  const follow = useFollowing(isPaused, () => void query.refetch({ cancelRefetch: false }))
  const isLoading = useRef(false)

  async function loadMore() {
    const page = query.data
    if (!page?.next || isLoading.current) return
    isLoading.current = true
    try {
      const older = await request(endpoints.listLog, { query: { ...wireOf(filter), cursor: page.next } })
      queryClient.setQueryData<LogPage>(keys.log(filter), (now) => (now ? appendLog(now, older) : older))
    } catch (error) {
      // Scrolling on asks again.
      if (!(error instanceof AppError)) throw error
    } finally {
      isLoading.current = false
    }
  }

  return { ...query, entries: query.data?.entries, loadMore, ...follow }
}

function useFollowing(isPaused: boolean, refetch: () => void) {
  const [hasNew, setHasNew] = useState(false)
  const latest = useRef({ isPaused, refetch })
  latest.current = { isPaused, refetch }
  useEffect(() => {
    const hint = () => (latest.current.isPaused ? setHasNew(true) : latest.current.refetch())
    hints.add(hint)
    return () => void hints.delete(hint)
  }, [])
  const catchUp = () => {
    setHasNew(false)
    refetch()
  }
  return { hasNew, catchUp }
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
