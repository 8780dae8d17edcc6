import type { EventItem, Id } from '@hilo/protocol'
import {
  ArrowRightLeft,
  BellOff,
  BellRing,
  Bot,
  CircleAlert,
  CircleCheck,
  CircleDot,
  Hand,
  RotateCcw,
  SkipForward,
  Tag,
  Undo2,
  UserRound,
} from 'lucide-react'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { clockTime } from '../../i18n/time.ts'
import { QuietLine, QuietLink } from '../../ui/Bubble.tsx'
import { WhyDrawer } from '../answer/WhyDrawer.tsx'
import { answerIdOf, sentenceOf, summaryOf } from './event-sentence.ts'
import { SummaryAside } from './SummaryAside.tsx'

const ICONS = {
  opened: CircleDot,
  closed: CircleCheck,
  reopened: RotateCcw,
  assigned: UserRound,
  taken_over: Hand,
  handed_back: Bot,
  handed_off: Hand,
  run_failed: CircleAlert,
  run_cancelled: Undo2,
  run_retried: RotateCcw,
  step_skipped: SkipForward,
  tagged: Tag,
  untagged: Tag,
  contact_changed: UserRound,
  opted_in: BellRing,
  opted_out: BellOff,
  thread_lost: ArrowRightLeft,
  thread_got: ArrowRightLeft,
  thread_asked: ArrowRightLeft,
} as const

/** Something that happened to the conversation, as a quiet line between the messages. */
export function EventLine({ conversationId, event }: { conversationId: Id; event: EventItem }) {
  const words = useWords()
  const language = useLanguage()
  const Icon = ICONS[event.event]
  const summary = summaryOf(event)
  const answerId = answerIdOf(event)
  return (
    <>
      <QuietLine icon={<Icon size={12} aria-hidden />} time={clockTime(event.createdAt, language)}>
        {sentenceOf(event, words)}
      </QuietLine>
      {summary && <SummaryAside {...{ conversationId, event, summary }} />}
      {answerId && <WhyLine place={{ conversationId, messageId: answerId }} version={event.version} />}
    </>
  )
}

/** The way to why AI left a question to people of which no message tells. */
function WhyLine({ place, version }: { place: { conversationId: Id; messageId: Id }; version: number }) {
  const { answers: words } = useWords()
  const [isAsking, setAsking] = useState(false)
  return (
    <QuietLink label={words.why} onClick={() => setAsking(true)}>
      {isAsking && <WhyDrawer place={place} version={version} onClose={() => setAsking(false)} />}
    </QuietLink>
  )
}
