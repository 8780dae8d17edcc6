import type { ContentOf, MessageItem, SummaryTurn, TimelineItem } from '@hilo/protocol'
import { previewOf } from '@hilo/protocol'
import type { Outgoing } from '../../api/outbox.ts'
import { startOfDay } from '../../i18n/time.ts'
import { summaryOf } from './event-sentence.ts'

/** One line of the thread as it is shown: a day, something said, or something not confirmed yet. */
export type Entry =
  | { type: 'day'; key: string; at: string }
  | { type: 'item'; key: string; item: TimelineItem; isFirst: boolean }
  | { type: 'outgoing'; key: string; outgoing: Outgoing; isFirst: boolean }

/**
 * The timeline with its days, then what the outbox still holds. A message that both know is shown once,
 * under the same key, so that the bubble which appeared at once becomes the stored one without moving.
 */
export function entriesOf(items: readonly TimelineItem[], outgoing: readonly Outgoing[]): Entry[] {
  const entries: Entry[] = []
  const stored = new Set(items.map(clientIdOf))
  let day = Number.NaN
  let speaker = ''

  const begin = (at: string, who: string): boolean => {
    const today = startOfDay(Date.parse(at))
    const isNewDay = today !== day
    if (isNewDay) entries.push({ type: 'day', key: `day-${today}`, at })
    day = today
    const isFirst = isNewDay || who !== speaker
    speaker = who
    return isFirst
  }

  for (const item of items) {
    const isFirst = begin(item.createdAt, speakerOf(item))
    entries.push({ type: 'item', key: clientIdOf(item) ?? item.id, item, isFirst })
  }
  for (const each of outgoing.filter(({ clientId }) => !stored.has(clientId))) {
    const isFirst = begin(each.createdAt, each.kind)
    entries.push({ type: 'outgoing', key: each.clientId, outgoing: each, isFirst })
  }
  return entries
}

/** About how high an entry is, before it is on the screen. */
export function estimateHeight(entry: Entry): number {
  if (entry.type === 'day') return 40
  if (entry.type === 'outgoing') {
    const { text, file } = entry.outgoing
    return bubbleHeight(text, entry.isFirst) + (file ? fileHeight({ kind: file.kind, caption: text }) : 0)
  }
  const { item } = entry
  if (item.type === 'event') return 28 + summaryHeight(summaryOf(item))
  if (item.type === 'note') return bubbleHeight(item.text, entry.isFirst)
  const choices = item.content.type === 'choices' ? Math.ceil(item.content.choices.length / 5) * 30 : 0
  const file = item.content.type === 'media' && !item.unsentAt ? fileHeight(item.content) : 0
  const line = item.answer ? 26 : 0
  return bubbleHeight(previewOf(item.content), entry.isFirst) + choices + file + line
}

/** The last thing that the contact said. */
export function lastInbound(items: readonly TimelineItem[]): MessageItem | undefined {
  const found = items.findLast((item) => item.type === 'message' && item.direction === 'in')
  return found?.type === 'message' ? found : undefined
}

function bubbleHeight(text: string, isFirst: boolean): number {
  return 52 + Math.floor(text.length / 64) * 20 + (isFirst ? 24 : 0)
}

function summaryHeight(summary: readonly SummaryTurn[] | null): number {
  if (summary === null) return 0
  const lines = summary.flatMap(({ text }) => text.split('\n'))
  return 42 + lines.reduce((height, line) => height + 20 * Math.ceil((line.length + 10) / 72), 0)
}

/** The room of a file, which `ui/Media.tsx` gives it whether its bytes are here or not. */
function fileHeight({ kind, caption }: Pick<ContentOf<'media'>, 'kind' | 'caption'>): number {
  const own = { image: 192, video: 192, sticker: 128, audio: 56, document: 56 }[kind]
  return caption ? own + 8 : own - 16
}

function clientIdOf(item: TimelineItem): string | null {
  return item.type === 'event' ? null : item.clientId
}

function speakerOf(item: TimelineItem): string {
  if (item.type === 'event') return 'event'
  if (item.type === 'note') return 'note'
  // An agent's own message must group like the outgoing copy it replaces.
  return item.author === 'agent' ? 'reply' : item.author
}
