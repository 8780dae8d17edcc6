import type { DashboardFrame, Id } from '@hilo/protocol'
import { useSyncExternalStore } from 'react'
import { catchUpWithNow } from '../ui/now.ts'
import { refreshBackends } from './backends.ts'
import { refreshBroadcasts } from './broadcasts.ts'
import { queryString, request } from './client.ts'
import { LiveConnection } from './connection.ts'
import { fetchConversation, putConversation } from './conversations.ts'
import { endpoints } from './endpoints.ts'
import { refreshAlarms } from './health.ts'
import { refreshInboxes } from './inboxes.ts'
import { keys } from './keys.ts'
import { noteLog } from './log.ts'
import { chosenOrg } from './org.ts'
import { fetchAgain, queryClient, tellSignedOut } from './query-client.ts'
import { outbox } from './sending.ts'
import { refreshSources } from './sources.ts'
import { refreshTemplates } from './templates.ts'
import { refreshTests } from './test-sets.ts'
import { showTyping } from './typing.ts'

/**
 * Frames are hints; the truth is fetched. The overlap covers transactions that committed after a later one
 * was already seen; merging by version makes seeing them twice harmless.
 */
const OVERLAP_MS = 30_000
/** Hints that arrive together are answered together; few enough are fetched one by one. */
const GATHER_MS = 40
const SINGLES_MAX = 6
const RUNS_GATHER_MS = 600

const changed = new Set<Id>()
let isGathering = false
let isGatheringRuns = false

const connection = new LiveConnection({
  url: () => `${location.origin.replace(/^http/, 'ws')}/v1/realtime${queryString({ org: chosenOrg() })}`,
  onOpen: (frame, awayMs) => void catchUp(new Date(Date.parse(frame.now) - awayMs - OVERLAP_MS)),
  onFrame: receive,
  onRefused: tellSignedOut,
})

/**
 * Whether frames arrive: `live`, `connecting`, or `offline` when the browser has no network. Connects while
 * used.
 */
export function useLive() {
  return useSyncExternalStore(connection.subscribe, connection.status)
}

function receive(frame: DashboardFrame): void {
  catchUpWithNow()
  if (frame.type === 'conversation') noteChange(frame.id)
  if (frame.type === 'log') noteLog()
  if (frame.type === 'backends') refreshBackends()
  if (frame.type === 'templates') refreshTemplates()
  if (frame.type === 'alarms') refreshAlarms()
  if (frame.type === 'inboxes') refreshInboxes()
  if (frame.type === 'broadcasts') refreshBroadcasts()
  if (frame.type === 'evaluations') refreshTests()
  if (frame.type === 'sources') refreshSources()
  if (frame.type === 'typing') showTyping(frame.conversationId)
  if (frame.type === 'run') {
    void fetchAgain(keys.runs(frame.conversationId))
    void fetchAgain(keys.journal(frame.id))
    noteRun()
  }
}

// A busy org's runs change all the time: the list of all follows at a reader's pace.
function noteRun(): void {
  if (!isGatheringRuns) setTimeout(refreshRuns, RUNS_GATHER_MS)
  isGatheringRuns = true
}

function refreshRuns(): void {
  isGatheringRuns = false
  void fetchAgain(keys.runLists)
  void fetchAgain(keys.runCounts)
}

function noteChange(id: Id): void {
  changed.add(id)
  void fetchAgain(keys.timeline(id))
  if (!isGathering) setTimeout(fetchChanged, GATHER_MS)
  isGathering = true
}

function fetchChanged(): void {
  const ids = [...changed]
  changed.clear()
  isGathering = false
  if (ids.length > SINGLES_MAX) void fetchChangesSince(new Date(connection.serverNow() - OVERLAP_MS))
  // A failure is not repeated here: the connection is gone too, and coming back fetches what was missed.
  else for (const id of ids) fetchConversation(id).catch(() => undefined)
}

async function catchUp(since: Date): Promise<void> {
  outbox.flush()
  noteLog()
  refreshBackends()
  refreshTemplates()
  refreshAlarms()
  refreshInboxes()
  refreshSources()
  void fetchAgain(keys.timelines)
  void fetchAgain(keys.allRuns)
  void fetchAgain(keys.journals)
  noteRun()
  await fetchChangesSince(since)
}

async function fetchChangesSince(since: Date): Promise<void> {
  try {
    const query = { since: since.toISOString() }
    const { conversations, truncated } = await request(endpoints.listChangedConversations, { query })
    for (const conversation of conversations) putConversation(conversation)
    if (truncated) await queryClient.invalidateQueries({ queryKey: keys.lists })
  } catch {
    await queryClient.invalidateQueries({ queryKey: keys.lists })
  }
}
