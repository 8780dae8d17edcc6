import type { BackendMetrics } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Part } from '../../ui/Page.tsx'
import { CountRows } from './CountRows.tsx'

/** How the runs ended, why they went to people, and how they failed. */
export function ReasonsPart({ metrics }: { metrics: BackendMetrics }) {
  const { metrics: words, runs } = useWords()
  const parts = [
    {
      title: words.handoffs,
      rows: metrics.handoffs.map(({ reason, runs: count }) => ({ name: reason, count, filter: { reason } })),
    },
    {
      title: words.failures,
      rows: metrics.failures.map(({ code, runs: count }) => ({
        ...{ name: runs.codes[code] ?? code, count },
        filter: { status: 'failed' as const, code },
      })),
    },
    {
      title: words.outcomes,
      rows: metrics.outcomes.map(({ outcome, runs: count }) => ({
        ...{ name: outcome ?? words.noOutcome, count },
        filter: outcome === null ? null : { status: 'done' as const, outcome },
      })),
    },
  ]
  return parts.map(
    ({ title, rows }) =>
      rows.length > 0 && (
        <Part key={title} title={title}>
          <CountRows label={title} metrics={metrics} rows={rows} />
        </Part>
      ),
  )
}
