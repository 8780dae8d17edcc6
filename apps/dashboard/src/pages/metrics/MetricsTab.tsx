import type { BackendMetrics } from '@hilo/protocol'
import { useSearch } from '@tanstack/react-router'
import { Hourglass } from 'lucide-react'
import { useMetrics } from '../../api/metrics.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Banner } from '../../ui/Banner.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { FiguresPart } from './FiguresPart.tsx'
import { FunnelPart } from './FunnelPart.tsx'
import { MetricsHeader } from './MetricsHeader.tsx'
import { ReasonsPart } from './ReasonsPart.tsx'
import { StepsPart } from './StepsPart.tsx'
import { StopsPart } from './StopsPart.tsx'

/** What became of the runs of a micro-backend, and at which question they stopped. */
export function MetricsTab({ name }: { name: string }) {
  const { metrics: words, backends } = useWords()
  const { version, days = 30 } = useSearch({ from: '/app/backends/$name' })
  const { data, error, isPending, refetch } = useMetrics(name, { days, ...(version && { version }) })
  return (
    <>
      <MetricsHeader name={name} version={version} days={days} />
      {isPending && <LoadingRows label={backends.tabs.metrics} />}
      {error && !isPending && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && !error && <Metrics metrics={data} />}
    </>
  )
}

function Metrics({ metrics }: { metrics: BackendMetrics }) {
  const { metrics: words } = useWords()
  const { counting } = metrics
  if (metrics.runs.started === 0 && !counting) return <EmptyState title={words.none} body={words.noneBody} />
  return (
    <>
      {counting && <Banner icon={Hourglass}>{words.counting(counting.days, counting.of)}</Banner>}
      <FiguresPart metrics={metrics} />
      <FunnelPart metrics={metrics} />
      <StopsPart metrics={metrics} />
      <ReasonsPart metrics={metrics} />
      {metrics.steps.length > 0 && <StepsPart steps={metrics.steps} />}
    </>
  )
}
