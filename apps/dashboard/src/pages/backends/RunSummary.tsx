import type { RunCounts, RunStatus } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Text } from '../../ui/Text.tsx'

const ORDER: readonly RunStatus[] = ['running', 'waiting', 'done', 'failed', 'cancelled']

/** How the runs stand: only what there is. */
export function RunSummary({ runs }: { runs: RunCounts }) {
  const { backends: words } = useWords()
  const present = ORDER.filter((status) => runs[status] > 0)
  return (
    <Text size="sm" tone={runs.failed > 0 ? 'fail' : 'muted'}>
      {present.length === 0
        ? words.noRuns
        : present.map((status) => words.runs[status](runs[status])).join(', ')}
    </Text>
  )
}
