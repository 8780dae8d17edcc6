import type { WidgetMessage } from '@hilo/protocol'

export type Group = { day: string; isNewDay: boolean; messages: WidgetMessage[] }

const PAUSE_MS = 5 * 60_000

/** Consecutive messages of one author that followed each other within five minutes of one local day. */
export function groupMessages(messages: readonly WidgetMessage[]): Group[] {
  const groups: Group[] = []
  let before: WidgetMessage | undefined
  for (const message of messages) {
    const day = dayOf(message)
    const group = groups.at(-1)
    if (group?.day === day && before && isContinued(before, message)) group.messages.push(message)
    else groups.push({ day, isNewDay: group?.day !== day, messages: [message] })
    before = message
  }
  return groups
}

function isContinued(before: WidgetMessage, after: WidgetMessage): boolean {
  const pauseMs = Date.parse(after.createdAt) - Date.parse(before.createdAt)
  return before.author === after.author && before.authorName === after.authorName && pauseMs < PAUSE_MS
}

function dayOf({ createdAt }: WidgetMessage): string {
  return new Date(createdAt).toDateString()
}
