import type { StepMetrics } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration } from '../../i18n/time.ts'
import { Part } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'

/** How long the steps took. */
export function StepsPart({ steps }: { steps: readonly StepMetrics[] }) {
  const { metrics: words, time } = useWords()
  const language = useLanguage()
  const told = (ms: number | null) => (ms === null ? '–' : exactDuration(ms, time))
  const titles = [words.step, words.count, words.medianTime, words.slowTime, words.attempts]
  return (
    <Part title={words.steps}>
      <Table
        label={words.steps}
        titles={titles}
        rows={steps.map(({ name, count, medianMs, p95Ms, attempts }) => [
          name,
          ...[count.toLocaleString(language), told(medianMs), told(p95Ms)],
          attempts.most.toLocaleString(language),
        ])}
      />
    </Part>
  )
}
