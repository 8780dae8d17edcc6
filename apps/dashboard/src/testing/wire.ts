import type { Conversation, EventItem, JournalItem, LogEntry, MessageItem, Run } from '@hilo/protocol'

/** A conversation like any other, with what a test cares about. */
export function aConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    version: 1,
    status: 'open',
    holder: 'backend',
    assigneeId: null,
    inbox: { id: 'i1', name: 'Bookings', channel: 'whatsapp' },
    contact: { id: 'k1', name: 'Ana', address: '+598', locale: 'es', attributes: {}, signed: null },
    tags: [],
    unread: 0,
    preview: null,
    lastMessageAt: '2026-01-01T10:00:00.000Z',
    waitingSince: null,
    windowClosesAt: null,
    windowOpenedBy: null,
    windowOpenedAt: null,
    threadOwner: null,
    threadTakenFrom: null,
    handoffReason: null,
    changedAt: '2026-01-01T10:00:00.000Z',
    ...fields,
  }
}

export function aMessage(fields: Partial<MessageItem> = {}): MessageItem {
  return {
    type: 'message',
    id: 'm1',
    seq: 1,
    version: 1,
    createdAt: '2026-01-01T10:00:00.000Z',
    direction: 'in',
    author: 'contact',
    authorName: null,
    content: { type: 'text', text: 'Hello' },
    media: null,
    origin: null,
    replyTo: null,
    status: null,
    statusReason: null,
    statusReasonEs: null,
    clientId: null,
    runId: null,
    answer: null,
    editedAt: null,
    unsentAt: null,
    ...fields,
  }
}

export function anEvent(fields: Partial<EventItem> = {}): EventItem {
  return {
    type: 'event',
    id: 'e1',
    seq: 1,
    version: 1,
    createdAt: '2026-01-01T10:00:00.000Z',
    event: 'opened',
    actor: 'system',
    actorName: null,
    apiKeyName: null,
    data: {},
    ...fields,
  }
}

export function aRun(fields: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    conversationId: 'c1',
    backend: { id: 'b1', name: 'table-booking', versionId: 'v1', version: '1' },
    status: 'waiting',
    generation: 1,
    length: 0,
    waitingFor: null,
    parent: null,
    resume: 'on hand-back',
    outcome: null,
    failure: null,
    startedAt: '2026-01-01T10:00:00.000Z',
    endedAt: null,
    ...fields,
  }
}

export function aLogEntry(fields: Partial<LogEntry> = {}): LogEntry {
  return {
    id: 'l1',
    at: '2026-01-01T10:00:00.000Z',
    severity: 'info',
    source: 'run',
    kind: 'run.started',
    text: 'table-booking started.',
    data: null,
    conversationId: null,
    runId: null,
    contact: null,
    backend: null,
    ...fields,
  }
}

export function anEntry(position: string, fields: Partial<JournalItem> = {}): JournalItem {
  return {
    position,
    kind: 'say',
    name: '',
    value: null,
    text: null,
    input: null,
    skipped: null,
    startedAt: null,
    durationMs: null,
    attempts: null,
    createdAt: '2026-01-01T10:00:00.000Z',
    ...fields,
  }
}
