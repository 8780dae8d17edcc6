import type { EventItem } from '@hilo/protocol'
import { Bot, CircleAlert, CircleCheck, CircleDot, Hand, RotateCcw, UserRound } from 'lucide-react'
import type { Words } from '../../i18n/en.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { clockTime } from '../../i18n/time.ts'
import { QuietLine } from '../../ui/Bubble.tsx'

const ICONS = {
  opened: CircleDot,
  closed: CircleCheck,
  reopened: RotateCcw,
  assigned: UserRound,
  taken_over: Hand,
  handed_back: Bot,
  handed_off: Hand,
  run_started: Bot,
  run_ended: CircleCheck,
  run_failed: CircleAlert,
} as const

/** Something that happened to the conversation, as a quiet line between the messages. */
export function EventLine({
  event,
  nameOfMember,
}: {
  event: EventItem
  nameOfMember: (id: unknown) => string | null
}) {
  const words = useWords()
  const language = useLanguage()
  const Icon = ICONS[event.event]
  return (
    <QuietLine icon={<Icon size={12} aria-hidden />} time={clockTime(event.createdAt, language)}>
      {sentenceOf(event, words, nameOfMember)}
    </QuietLine>
  )
}

/** The event in words. Data that is missing leaves the sentence shorter, never broken. */
export function sentenceOf(
  event: EventItem,
  words: Words,
  nameOfMember: (id: unknown) => string | null,
): string {
  const { events } = words
  const who = event.actorName ?? events.actors[event.actor]
  switch (event.event) {
    case 'opened':
      return events.opened
    case 'assigned': {
      const to = event.data.to ?? event.data.assigneeId
      return to ? events.assigned(who, nameOfMember(to) ?? events.aMember) : events.unassigned(who)
    }
    case 'handed_off':
    case 'run_failed':
      return events[event.event](text(event.data.reason) ?? text(event.data.message) ?? '')
    case 'run_started':
      return events.run_started(text(event.data.backend) ?? text(event.data.name) ?? words.holders.backend)
    case 'run_ended':
      return events.run_ended(text(event.data.outcome) ?? '')
    default:
      return events[event.event](who)
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
