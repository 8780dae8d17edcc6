import type { WidgetMessage } from '@hilo/protocol'

/**
 * The messages known after `incoming` arrived, in order of `seq`. The same message may come many times and
 * late: the highest `version` of each id wins, so neither a repeated nor a delayed frame changes anything.
 */
export function mergeMessages(
  known: readonly WidgetMessage[],
  incoming: readonly WidgetMessage[],
): WidgetMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]))
  for (const message of incoming) {
    const before = byId.get(message.id)
    if (!before || before.version < message.version) byId.set(message.id, message)
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}
