import type { WidgetMessage } from '@hilo/protocol'

/** A message for tests. */
export function aMessage(seq: number, fields: Partial<WidgetMessage> = {}): WidgetMessage {
  return {
    id: `message-${seq}`,
    seq,
    version: seq,
    direction: 'out',
    author: 'agent',
    authorName: 'Ana',
    content: { type: 'text', text: `text ${seq}` },
    file: null,
    answer: null,
    clientId: null,
    createdAt: new Date(2026, 0, 5, 12, 0, seq).toISOString(),
    ...fields,
  }
}
