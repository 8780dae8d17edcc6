import type { Id, Run } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRuns } from '../../api/runs.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { clockTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Select } from '../../ui/Select.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { PausedNotices } from '../backends/PausedNotices.tsx'
import { LoadingRun, RunView } from './RunView.tsx'
import { STATUS_TONE } from './status.ts'

/**
 * The run of this conversation: where it is, what it waits for, and everything it has recorded. Where no
 * micro-backend answers and none has, there is nothing to tell of.
 */
export function RunPanel({ conversationId, isExpected }: { conversationId: Id; isExpected: boolean }) {
  const words = useWords()
  const runs = useRuns(conversationId)
  const [chosen, choose] = useState<Id | null>(null)
  const run = runs.data?.find(({ id }) => id === chosen) ?? runs.data?.[0]
  if (!isExpected && !runs.error && !run) return null
  return (
    <>
      {run && <PausedNotices backendId={run.backend.id} />}
      <Section
        title={words.run.label}
        aside={run && <Badge tone={STATUS_TONE[run.status]}>{words.run.status[run.status]}</Badge>}
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
            <Inline>
              <Link to="/runs/$runId" params={{ runId: run.id }} className={BUTTON_LINK}>
                {words.runs.open}
              </Link>
            </Inline>
          </Stack>
        )}
      </Section>
    </>
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
