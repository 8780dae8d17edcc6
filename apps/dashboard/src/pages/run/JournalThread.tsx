import type { JournalItem, Run } from '@hilo/protocol'
import {
  BellOff,
  BellRing,
  Bookmark,
  Check,
  Clock,
  ContactRound,
  CornerDownRight,
  CornerUpLeft,
  Dices,
  Fingerprint,
  Flag,
  GitBranch,
  Hand,
  Hourglass,
  ListChecks,
  MessageCircleQuestion,
  MessageSquare,
  Repeat,
  RotateCcw,
  SkipForward,
  Sparkles,
  Split,
  StickyNote,
  Tag,
  TimerOff,
  TriangleAlert,
  Undo2,
  UserRound,
  Zap,
} from 'lucide-react'
import { useMembers } from '../../api/session.ts'
import type { Words } from '../../i18n/en.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration, fullTime, shortDuration } from '../../i18n/time.ts'
import type { Tone } from '../../ui/Badge.tsx'
import { Code, CodeLine, Disclosure } from '../../ui/Disclosure.tsx'
import { useSecond } from '../../ui/now.ts'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { KnotText, ThreadKnot, ThreadLine } from '../../ui/ThreadLine.tsx'
import { EntryDetails } from './EntryDetails.tsx'
import { errorOf, hasDetails, outcomeOf, questionOf, summaryOf } from './journal-entry.ts'
import { waitWords } from './wait-words.ts'

const ICONS: Record<string, typeof Check> = {
  say: MessageSquare,
  ask: MessageCircleQuestion,
  choose: ListChecks,
  retry: RotateCcw,
  prompt: RotateCcw,
  answer: Check,
  timeout: TimerOff,
  step: Check,
  ai: Sparkles,
  all: Split,
  sleep: Hourglass,
  woke: Clock,
  tag: Tag,
  untag: Tag,
  note: StickyNote,
  assign: UserRound,
  contact: ContactRound,
  opt_in: BellRing,
  opt_out: BellOff,
  handoff: Hand,
  resumed: Hand,
  now: Clock,
  random: Dices,
  uuid: Fingerprint,
  end: Flag,
  checkpoint: Repeat,
  state: Bookmark,
  interrupt: Zap,
  patched: GitBranch,
  cancel: Undo2,
  call: CornerDownRight,
  returned: CornerUpLeft,
}

type Props = { run: Run; entries: readonly JournalItem[] }

/**
 * The journal as what it is: a thread with a knot for every recorded fact, and a loose end while it goes on.
 */
export function JournalThread({ run, entries }: Props) {
  const { run: words } = useWords()
  const isOpen = run.status === 'waiting' || run.status === 'running'
  if (entries.length === 0 && !isOpen) {
    return (
      <Text size="sm" tone="muted">
        {words.emptyJournal}
      </Text>
    )
  }
  return (
    <ThreadLine label={words.journal}>
      {entries.map((entry, index) => (
        <EntryKnot
          key={entry.position}
          entry={entry}
          isLast={!isOpen && index === entries.length - 1}
          isDashed={isOpen && index === entries.length - 1}
        />
      ))}
      {isOpen && <LooseEnd run={run} entries={entries} />}
    </ThreadLine>
  )
}

type KnotProps = { entry: JournalItem; isLast: boolean; isDashed: boolean }

function EntryKnot({ entry, isLast, isDashed }: KnotProps) {
  const words = useWords()
  const language = useLanguage()
  const isFailed = outcomeOf(entry) === 'failed'
  const isStep = entry.kind === 'step'
  const tone: Tone = entry.skipped
    ? 'wait'
    : isFailed
      ? 'fail'
      : isStep || entry.kind === 'end'
        ? 'done'
        : 'plain'
  const kinds: Record<string, string> = words.run.kinds
  const icon = entry.skipped ? SkipForward : isFailed ? TriangleAlert : (ICONS[entry.kind] ?? Check)
  return (
    <ThreadKnot icon={icon} tone={tone} isLast={isLast} isDashed={isDashed}>
      <KnotText
        title={
          <Text size="sm" isStrong isTruncated title={entry.name}>
            {isStep ? entry.name : (kinds[entry.kind] ?? entry.kind)}
          </Text>
        }
        aside={
          <time
            dateTime={entry.createdAt}
            title={`${entry.position} · ${fullTime(entry.createdAt, language)}`}
          >
            {entry.durationMs === null ? '' : exactDuration(entry.durationMs, words.time)}
          </time>
        }
        summary={<EntrySummary entry={entry} />}
      >
        {hasDetails(entry) && <EntryDetails entry={entry} />}
      </KnotText>
    </ThreadKnot>
  )
}

function EntrySummary({ entry }: { entry: JournalItem }) {
  const words = useWords()
  const members = useMembers().data
  const text = summaryOf(entry)
  const error = errorOf(entry)
  const attempts = entry.attempts ?? 1
  const key = entry.skipped?.apiKeyName
  const member = members?.find(({ id }) => id === entry.skipped?.memberId)?.name ?? words.runs.someone
  const who = key ? words.runs.program(key) : member
  return (
    <Stack gap={0}>
      {text && (
        <Text as="p" size="sm" tone="muted">
          {text}
        </Text>
      )}
      {error && (
        <Text as="p" size="sm" tone="fail">
          {error.message}
        </Text>
      )}
      {entry.skipped && (
        <Text as="p" size="xs" tone="wait">
          {words.runs.given(who)}
        </Text>
      )}
      {attempts > 1 && (
        <Text size="xs" tone="wait">
          {words.run.attempts(attempts)}
        </Text>
      )}
    </Stack>
  )
}

/** What it waits for and in which line, or that it is working. */
function LooseEnd({ run, entries }: Props) {
  const words = useWords()
  const wait = run.waitingFor
  if (run.status === 'running' || !wait) {
    return (
      <ThreadKnot icon={Hourglass} tone="accent" isLast>
        <Text size="sm" tone="accent">
          {words.run.runningStep}
        </Text>
      </ThreadKnot>
    )
  }
  return (
    <ThreadKnot icon={Hourglass} tone="wait" isLast>
      <Stack gap={1}>
        <Text as="p" size="sm" isStrong>
          {waitWords(wait, words, questionOf(wait.name, entries))}
        </Text>
        <WaitTimes wait={wait} />
        {wait.source && <SourceLine source={wait.source} />}
        {wait.error && (
          <Text as="p" size="sm" tone="fail">
            {`${words.run.lastError}: ${wait.error}`}
          </Text>
        )}
        {wait.stack && (
          <Disclosure summary={words.run.stack}>
            <Code value={wait.stack} />
          </Disclosure>
        )}
      </Stack>
    </ThreadKnot>
  )
}

type Wait = NonNullable<Run['waitingFor']>

/** When it goes on by itself, to the second when that is near. */
function WaitTimes({ wait: { dueAt, attempts } }: { wait: Wait }) {
  const words = useWords()
  const now = useSecond()
  const due = dueAt === null ? null : dueWords(Date.parse(dueAt) - now, words)
  const text = [due, attempts && words.run.attempts(attempts)].filter(Boolean).join(', ')
  if (text === '') return null
  return (
    <Text as="p" size="xs" tone="muted">
      {text}
    </Text>
  )
}

function dueWords(leftMs: number, words: Words): string {
  if (leftMs <= 0) return words.run.due(words.runs.anyMoment)
  const seconds = Math.ceil(leftMs / 1_000)
  const left = seconds < 120 ? words.runs.seconds(seconds) : shortDuration(leftMs, words.time)
  return words.run.due(words.time.in(left))
}

/** The author's line that waits. */
function SourceLine({ source: { file, line, column, text } }: { source: NonNullable<Wait['source']> }) {
  const { runs: words } = useWords()
  return (
    <CodeLine place={`${file}:${line}`} title={`${words.waitsAt} ${file}:${line}:${column}`}>
      {text}
    </CodeLine>
  )
}
