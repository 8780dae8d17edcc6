import type { BackendMetrics } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Part } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { CountRows } from './CountRows.tsx'

/** The questions at which people stopped answering, the worst first. */
export function StopsPart({ metrics }: { metrics: BackendMetrics }) {
  const { metrics: words } = useWords()
  const abandoned = metrics.questions.filter((question) => question.abandoned > 0)
  if (abandoned.length === 0) return null
  const rows = abandoned
    .toSorted((a, b) => b.abandoned - a.abandoned)
    .map(({ name, abandoned: count }) => ({
      ...{ name, count },
      filter: { question: name, stopped: 'abandoned' as const },
    }))
  return (
    <Part
      title={words.stops}
      aside={
        <Text size="sm" tone="muted">
          {words.abandonedHint}
        </Text>
      }
    >
      <CountRows label={words.stops} metrics={metrics} rows={rows} />
    </Part>
  )
}
