import type { Conversation, Holder, Id } from '@hilo/protocol'

/** What the conversation list is narrowed to. */
export type ListFilter = { status: Conversation['status'] | 'all'; holder?: Holder }

/** Every query key, so that what is written and what is invalidated cannot differ. */
export const keys = {
  session: ['session'] as const,
  members: ['members'] as const,
  inboxes: ['inboxes'] as const,
  playground: ['playground'] as const,
  backends: ['backends'] as const,
  backend: (name: string, part: string) => ['backends', name, part] as const,
  apiKeys: ['api-keys'] as const,
  lists: ['conversations'] as const,
  list: (filter: ListFilter) => ['conversations', filter] as const,
  conversation: (id: Id) => ['conversation', id] as const,
  timelines: ['timeline'] as const,
  timeline: (id: Id) => ['timeline', id] as const,
  allRuns: ['runs'] as const,
  runs: (conversationId: Id) => ['runs', conversationId] as const,
  journals: ['journal'] as const,
  journal: (runId: Id) => ['journal', runId] as const,
}
