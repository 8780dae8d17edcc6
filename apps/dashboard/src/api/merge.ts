import type { Conversation, Id, JournalItem, Run, RunCall, TimelineItem } from '@hilo/protocol'
import type { ListFilter } from './keys.ts'

/**
 * How what is fetched joins what is known. Answers may arrive late, twice or in any order; the version of
 * each thing decides, so that merging the same answer again changes nothing and an old one never undoes a
 * new one.
 */

export type ConversationPage = {
  conversations: readonly Conversation[]
  next: string | null
  /** A search does not find everybody yet. */
  isIndexing?: boolean
}
export type Timeline = { version: number; items: readonly TimelineItem[]; hasOlder: boolean }
export type Journal = { run: Run; entries: readonly JournalItem[]; calls: readonly RunCall[] }

const RANK: Record<TimelineItem['type'], number> = { message: 0, note: 1, event: 2 }

/** By `seq`, then messages before notes and events, then by id: the order the server names. */
function compareItems(a: TimelineItem, b: TimelineItem): number {
  return a.seq - b.seq || RANK[a.type] - RANK[b.type] || (a.id < b.id ? -1 : Number(a.id > b.id))
}

/** One item an id, the one with the higher version, in timeline order. */
export function mergeItems(known: readonly TimelineItem[], fresh: readonly TimelineItem[]): TimelineItem[] {
  const byId = new Map(known.map((item) => [item.id, item]))
  for (const item of fresh) {
    const before = byId.get(item.id)
    if (!before || before.version <= item.version) byId.set(item.id, item)
  }
  return [...byId.values()].sort(compareItems)
}

/** Newest first, as the server lists them. */
function compareConversations(a: Conversation, b: Conversation): number {
  if (a.lastMessageAt !== b.lastMessageAt) return a.lastMessageAt < b.lastMessageAt ? 1 : -1
  return a.id < b.id ? 1 : Number(a.id > b.id) * -1
}

/** The newer of the two; a conversation that is not known yet is always newer. */
export function newerConversation(known: Conversation | undefined, fresh: Conversation): Conversation {
  return known && known.version > fresh.version ? known : fresh
}

/**
 * Puts a changed conversation where it belongs in a loaded list, or takes it out when it no longer matches.
 */
export function mergeIntoPage(
  page: ConversationPage,
  fresh: Conversation,
  filter: ListFilter,
): ConversationPage {
  const known = page.conversations.find(({ id }) => id === fresh.id)
  if (known && known.version > fresh.version) return page
  if (!known && filter.search !== undefined) return page
  const others = page.conversations.filter(({ id }) => id !== fresh.id)
  if (!matches(fresh, filter) || isBeyond(page, fresh)) {
    return known ? { ...page, conversations: others } : page
  }
  return { ...page, conversations: [...others, fresh].sort(compareConversations) }
}

/** Adds a later page; a conversation that moved between the two requests is kept once. */
export function appendPage(page: ConversationPage, later: ConversationPage): ConversationPage {
  const byId = new Map(page.conversations.map((each) => [each.id, each]))
  for (const each of later.conversations) byId.set(each.id, newerConversation(byId.get(each.id), each))
  return { conversations: [...byId.values()].sort(compareConversations), next: later.next }
}

/** Journal entries by position; another generation begins anew. */
export function mergeJournal(known: Journal | undefined, fresh: Journal): Journal {
  if (!known || known.run.generation !== fresh.run.generation) return fresh
  const byPosition = new Map(known.entries.map((entry) => [entry.position, entry]))
  for (const entry of fresh.entries) byPosition.set(entry.position, entry)
  const entries = [...byPosition.values()].sort((a, b) => (a.position < b.position ? -1 : 1))
  return { run: fresh.run, entries, calls: fresh.calls }
}

/** Whether `a` was read later than `b` of the same run, as far as its journal and its end tell. */
export function isAhead(a: Run, b: Run): boolean {
  if (a.generation !== b.generation) return a.generation > b.generation
  return a.length > b.length || (a.endedAt !== null && b.endedAt === null)
}

function matches(conversation: Conversation, filter: ListFilter): boolean {
  if (filter.status !== 'all' && conversation.status !== filter.status) return false
  const { assigneeId } = filter
  if (assigneeId !== undefined && (conversation.assigneeId ?? 'none') !== assigneeId) return false
  return filter.holder === undefined || conversation.holder === filter.holder
}

/** The conversation with `id` in any of the lists. */
export function findConversation(pages: readonly ConversationPage[], id: Id): Conversation | undefined {
  for (const page of pages) {
    const found = page.conversations.find((each) => each.id === id)
    if (found) return found
  }
  return undefined
}

// What lies past the last loaded row comes with its own page.
function isBeyond(page: ConversationPage, conversation: Conversation): boolean {
  const last = page.conversations.at(-1)
  return page.next !== null && last !== undefined && compareConversations(conversation, last) > 0
}
