import type { Id, Run, RunStatus } from '@hilo/protocol'
import { useState } from 'react'
import { useJournal, useRuns } from '../../api/runs.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { clockTime, exactDuration, fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Code, Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { useNow } from '../../ui/now.ts'
import { Section } from '../../ui/Pane.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { JournalThread } from './JournalThread.tsx'

const TONE: Record<RunStatus, Tone> = {
  running: 'accent',
  waiting: 'plain',
  done: 'done',
  failed: 'fail',
  cancelled: 'plain',
}

/** The run of this conversation: where it is, what it waits for, and everything it has recorded. */
export function RunPanel({ conversationId }: { conversationId: Id }) {
  const words = useWords()
  const runs = useRuns(conversationId)
  const [chosen, choose] = useState<Id | null>(null)
  const run = runs.data?.find(({ id }) => id === chosen) ?? runs.data?.[0]
  return (
    <Section
      title={words.run.label}
      aside={run && <Badge tone={TONE[run.status]}>{words.run.status[run.status]}</Badge>}
    >
      {runs.isPending && <LoadingRun />}
      {runs.error && !runs.data && (
        <ErrorState
          title={words.run.error}
          reason={explainError(runs.error)}
          onRetry={() => void runs.refetch()}
        />
      )}
      {runs.data?.length === 0 && <EmptyState title={words.run.none} body={words.run.noneBody} />}
      {runs.data && run && (
        <Stack gap={3}>
          {runs.data.length > 1 && <RunChoice runs={runs.data} value={run.id} onChange={choose} />}
          <RunView key={run.id} summary={run} />
        </Stack>
      )}
    </Section>
  )
}

function RunChoice({
  runs,
  value,
  onChange,
}: {
  runs: readonly Run[]
  value: Id
  onChange: (id: Id) => void
}) {
  const { run: words } = useWords()
  const language = useLanguage()
  const options = runs.map(({ id, backend, startedAt }) => ({
    value: id,
    label: words.runOption(backend.name, clockTime(startedAt, language)),
  }))
  return <Select label={words.which} value={value} options={options} onChange={onChange} />
}

function RunView({ summary }: { summary: Run }) {
  const words = useWords()
  const journal = useJournal(summary.id)
  const run = journal.data?.run ?? summary
  return (
    <Stack gap={3}>
      <RunFacts run={run} />
      {run.failure && <Failure failure={run.failure} />}
      {journal.isPending && <LoadingRun />}
      {journal.error && !journal.data && (
        <ErrorState
          title={words.run.error}
          reason={explainError(journal.error)}
          onRetry={() => void journal.refetch()}
        />
      )}
      {journal.data && <JournalThread run={run} entries={journal.data.entries} />}
    </Stack>
  )
}

function RunFacts({ run }: { run: Run }) {
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  const took = run.endedAt && exactDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt), words.time)
  const generation = run.generation > 1 ? `, ${words.run.generation(run.generation)}` : ''
  return (
    <Facts
      facts={[
        [words.holders.backend, run.backend.name],
        [words.run.version, `${run.backend.version.slice(0, 12)}${generation}`],
        [
          words.run.started,
          <time key="started" dateTime={run.startedAt} title={fullTime(run.startedAt, language)}>
            {relativeTime(run.startedAt, now, words.time)}
          </time>,
        ],
        [words.run.took, took],
        [words.run.outcome, run.outcome],
        [words.run.journal, words.run.entries(run.length)],
      ]}
    />
  )
}

function Failure({ failure }: { failure: NonNullable<Run['failure']> }) {
  const { run: words } = useWords()
  const isDivergence = failure.expected !== null || failure.actual !== null
  return (
    <Stack gap={1}>
      <Text size="sm" tone="fail" isStrong>
        {isDivergence ? words.diverged : words.failure}
      </Text>
      <Text size="sm">{failure.message}</Text>
      {isDivergence && (
        <Facts
          facts={[
            [
              words.expected,
              <Text key="expected" size="sm" isMono>
                {failure.expected}
              </Text>,
            ],
            [
              words.actual,
              <Text key="actual" size="sm" isMono>
                {failure.actual}
              </Text>,
            ],
          ]}
        />
      )}
      {isDivergence && (
        <Text size="xs" tone="muted">
          {words.divergedBody}
        </Text>
      )}
      {failure.stack && (
        <Disclosure summary={words.stack}>
          <Code value={failure.stack} />
        </Disclosure>
      )}
    </Stack>
  )
}

function LoadingRun() {
  const { run } = useWords()
  return (
    <div role="status" aria-label={run.label}>
      <Stack gap={3}>
        <Inline>
          <Skeleton width="third" />
          <Skeleton width="half" />
        </Inline>
        <Skeleton width="full" />
        <Skeleton width="half" />
      </Stack>
    </div>
  )
}
