import type { Id, Run } from '@hilo/protocol'
import { useState } from 'react'
import { useGeneration, useJournal } from '../../api/runs.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration, fullTime, relativeTime } from '../../i18n/time.ts'
import { Code, Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { useNow } from '../../ui/now.ts'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { JournalThread } from './JournalThread.tsx'
import { RunChain } from './RunChain.tsx'

/**
 * A run as it stands: its facts, why it failed, and its journal, live. `summary` serves until the journal is
 * there.
 */
export function RunView({ summary }: { summary: Run }) {
  const words = useWords()
  const journal = useJournal(summary.id)
  const run = journal.data?.run ?? summary
  const [generation, show] = useState<number | null>(null)
  return (
    <Stack gap={3}>
      <RunFacts run={run} />
      <RunChain run={run} calls={journal.data?.calls ?? []} />
      {run.failure && <Failure failure={run.failure} />}
      {run.generation > 0 && <GenerationChoice run={run} value={generation} onChange={show} />}
      {journal.isPending && <LoadingRun />}
      {journal.error && !journal.data && (
        <ErrorState
          title={words.run.error}
          reason={explainError(journal.error)}
          onRetry={() => void journal.refetch()}
        />
      )}
      {generation === null
        ? journal.data && <JournalThread run={run} entries={journal.data.entries} />
        : run.generation > generation && <OldGeneration runId={run.id} generation={generation} />}
    </Stack>
  )
}

type ChoiceProps = { run: Run; value: number | null; onChange: (generation: number | null) => void }

/** A checkpoint ends a generation and begins the next; the journals before it are still there. */
function GenerationChoice({ run, value, onChange }: ChoiceProps) {
  const { runs: words } = useWords()
  const older = Array.from({ length: run.generation }, (_, index) => run.generation - 1 - index)
  return (
    <Select
      label={words.which}
      value={value === null ? 'now' : String(value)}
      options={[
        { value: 'now', label: words.generationNow(run.generation) },
        ...older.map((each) => ({ value: String(each), label: words.generationOld(each) })),
      ]}
      onChange={(chosen) => onChange(chosen === 'now' ? null : Number(chosen))}
    />
  )
}

function OldGeneration({ runId, generation }: { runId: Id; generation: number }) {
  const old = useGeneration(runId, generation)
  if (!old.data) return <LoadingRun />
  const ended: Run = { ...old.data.run, status: 'done' }
  return <JournalThread run={ended} entries={old.data.entries} />
}

function RunFacts({ run }: { run: Run }) {
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  const took = run.endedAt && exactDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt), words.time)
  return (
    <Facts
      facts={[
        [words.holders.backend, run.backend.name],
        [words.run.version, run.backend.version],
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

/** The place of a run that is being fetched. */
export function LoadingRun() {
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
