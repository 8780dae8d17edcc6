import type { Conversation, Preflight } from '@hilo/protocol'
import type { DraftKind } from '../../api/drafts.ts'
import { usePreflight } from '../../api/permissions.ts'
import type { Words } from '../../i18n/en.ts'
import { type Language, useLanguage, useWords } from '../../i18n/language.ts'
import { clockTime, fullTime, relativeTime, shortDay, shortDuration, startOfDay } from '../../i18n/time.ts'
import { useNow } from '../../ui/now.ts'
import { appName } from './app-name.ts'
import type { QuotedMessage } from './Quoted.tsx'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export type Refusal = {
  title: string
  body: string
  /** Another app has it, which can be asked for it. */
  isHeld?: boolean
}

export function isWindowClosed({ windowClosesAt }: Conversation, now: number): boolean {
  return windowClosesAt !== null && Date.parse(windowClosesAt) <= now
}

/** Why a reply cannot be sent now and what to do; null when it can. Notes are always possible. */
export function useRefusal(
  conversation: Conversation,
  kind: DraftKind,
  quoted: QuotedMessage | null,
): Refusal | null {
  const words = useWords()
  const now = useNow()
  const preflight = usePreflight(conversation).data
  if (kind === 'note') return null
  if (conversation.status === 'closed') return { title: words.composer.conversationClosed, body: '' }
  const { windowClosesAt, inbox, threadOwner } = conversation
  // What answers a comment goes whoever has the thread.
  if (threadOwner !== null && isDirect(inbox.channel) && !quoted?.isComment) {
    const title = words.handover.heldTitle(appName(threadOwner, words))
    return { title, body: words.handover.heldBody, isHeld: true }
  }
  if (preflight?.rule === 'opted_out') {
    return { title: words.preflight.optedOut, body: words.preflight.optedOutBody }
  }
  // The clock knows of the end of a window before the server is asked.
  const isClosed = windowClosesAt !== null && isWindowClosed(conversation, now)
  // What quotes a comment answers it in private, whatever the window says.
  if (quoted?.isComment || !isClosed || isWithinAgentTime(preflight, now)) return null
  const body = words.composer.closedBody(relativeTime(windowClosesAt, now, words.time))
  const instead = preflight ? insteadOf(preflight, words) : ''
  return {
    title: words.composer.closedTitle(words.channels[inbox.channel]),
    body: instead === '' ? body : `${body} ${instead}`,
  }
}

/** On WhatsApp an answer takes the conversation by itself. */
function isDirect(channel: Conversation['inbox']['channel']): boolean {
  return channel === 'messenger' || channel === 'instagram'
}

function isWithinAgentTime(preflight: Preflight | undefined, now: number): boolean {
  return preflight?.rule === 'human_agent' && preflight.until !== null && Date.parse(preflight.until) > now
}

/** What may be done beside waiting; a template has the tab beside. */
function insteadOf({ alternatives }: Preflight, { preflight, channels }: Words): string {
  const sentences = alternatives.flatMap((one) => {
    if (one.type === 'other_channel') return [preflight.otherChannel(channels[one.channel])]
    return one.type === 'human_agent' ? [preflight.humanAgent] : []
  })
  return [...new Set(sentences)].join(' ')
}

export type ReplyTerms = {
  text: string
  /** What opened the window, and when; null where that is not known. */
  title: string | null
  isUrgent: boolean
}

/** Until when a reply is possible, by what, and what it costs where that is known. */
export function useReplyTerms(conversation: Conversation): ReplyTerms | null {
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  const preflight = usePreflight(conversation).data
  if (!preflight?.isDeliverable) return null
  const { until, price, rule } = preflight
  const left = until === null ? null : Date.parse(until) - now
  if (left !== null && left <= 0) return null
  const cost = price && conversation.inbox.channel !== 'web' ? words.preflight.price(price) : null
  const isUrgent = left !== null && left < 3 * HOUR_MS
  const ends = until && left !== null ? endOf({ until, left, rule }, { words, language, now }) : null
  const text = [ends, cost].filter((part) => part !== null).join(' · ')
  return text === '' ? null : { text, isUrgent, title: openingOf(conversation, { words, language }) }
}

type End = { until: string; left: number; rule: Preflight['rule'] }
type Speech = { words: Words; language: Language; now: number }

function endOf({ until, left, rule }: End, { words, language, now }: Speech): string {
  const { preflight, composer, time } = words
  if (rule === 'human_agent') return preflight.asPerson(shortDuration(left, time))
  if (left < 3 * HOUR_MS) return composer.windowEnds(shortDuration(left, time))
  const days = Math.round((startOfDay(Date.parse(until)) - startOfDay(now)) / DAY_MS)
  const at = clockTime(until, language)
  if (days > 1) return preflight.openUntil(`${shortDay(until, language)}, ${at}`)
  return (days === 0 ? preflight.openToday : preflight.openTomorrow)(at)
}

/** What opened the window, and when; null where there is none, or it is not known. */
export function openingOf(
  { windowOpenedBy, windowOpenedAt }: Conversation,
  { words, language }: Pick<Speech, 'words' | 'language'>,
): string | null {
  if (windowOpenedBy === null || windowOpenedAt === null) return null
  return words.preflight.openedBy(
    words.preflight.openings[windowOpenedBy],
    fullTime(windowOpenedAt, language),
  )
}
