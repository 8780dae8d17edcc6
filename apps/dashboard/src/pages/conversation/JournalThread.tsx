import type { JournalItem, Run } from '@hilo/protocol'
import {
  Bookmark,
  Check,
  Clock,
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
  Split,
  TimerOff,
  TriangleAlert,
  Undo2,
  Zap,
} from 'lucide-react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration, fullTime, relativeTime } from '../../i18n/time.ts'
import type { Tone } from '../../ui/Badge.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { useNow } from '../../ui/now.ts'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { KnotText, ThreadKnot, ThreadLine } from '../../ui/ThreadLine.tsx'
import { outcomeOf, recordedValue, summaryOf } from './journal-entry.ts'

const ICONS: Record<string, typeof Check> = {
  say: MessageSquare,
  ask: MessageCircleQuestion,
  choose: ListChecks,
  retry: RotateCcw,
  prompt: RotateCcw,
  answer: Check,
  timeout: TimerOff,
  step: Check,
  all: Split,
  sleep: Hourglass,
  woke: Clock,
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
  const outcome = outcomeOf(entry)
  const value = recordedValue(entry)
  const tone: Tone =
    outcome === 'failed' ? 'fail' : entry.kind === 'step' || entry.kind === 'end' ? 'done' : 'plain'
  const kinds: Record<string, string> = words.run.kinds
  return (
    <ThreadKnot
      icon={outcome === 'failed' ? TriangleAlert : (ICONS[entry.kind] ?? Check)}
      tone={tone}
      isLast={isLast}
      isDashed={isDashed}
    >
      <KnotText
        title={
          <Text size="sm" isStrong isTruncated title={entry.name}>
            {entry.kind === 'step' ? entry.name : (kinds[entry.kind] ?? entry.kind)}
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
        {value !== undefined && <Code value={value} />}
      </KnotText>
    </ThreadKnot>
  )
}

function EntrySummary({ entry }: { entry: JournalItem }) {
  const words = useWords()
  const text = summaryOf(entry)
  const attempts = entry.attempts ?? 1
  return (
    <Stack gap={0}>
      {text && (
        <Text as="p" size="sm" tone="muted">
          {text}
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

/** What it waits for, or that it is working. */
function LooseEnd({ run, entries }: Props) {
  const words = useWords()
  const now = useNow()
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
  const kinds: Record<string, (name: string) => string> = words.run.waitKinds
  return (
    <ThreadKnot icon={Hourglass} tone="wait" isLast>
      <Text as="p" size="sm" isStrong>
        {`${words.run.waits} ${kinds[wait.kind]?.(questionOf(wait.name, entries)) ?? wait.name}`}
      </Text>
      <Text as="p" size="xs" tone="muted">
        {[
          wait.dueAt && words.run.due(relativeTime(wait.dueAt, now, words.time)),
          wait.attempts && words.run.attempts(wait.attempts),
        ]
          .filter(Boolean)
          .join(', ')}
      </Text>
      {wait.error && (
        <Text as="p" size="xs" tone="fail">
          {`${words.run.lastError}: ${wait.error}`}
        </Text>
      )}
    </ThreadKnot>
  )
}

/** The name of a question is its beginning; the entry that asked it has all of it. */
function questionOf(name: string, entries: readonly JournalItem[]): string {
  return entries.findLast(({ text }) => text?.startsWith(name))?.text ?? name
}
