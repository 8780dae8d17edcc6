import type { CaseResult } from '@hilo/protocol'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { Part, Rows } from '../../ui/Page.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { Text } from '../../ui/Text.tsx'
import { ResultRow } from './ResultRow.tsx'
import { isShown, RESULT_FILTERS, type ResultFilter } from './result-filter.ts'

const FROM = '/app/settings/ai/evaluations/$evaluationId'

/** What came of each case; the address says what it is narrowed to, so that it can be sent to a colleague. */
export function ResultsPart({ results }: { results: readonly CaseResult[] }) {
  const { tests: words } = useWords()
  const { show = 'all' } = useSearch({ from: FROM })
  const navigate = useNavigate({ from: '/settings/ai/evaluations/$evaluationId' })
  const shown = results.filter((result) => isShown(result, show))
  const countOf = (filter: ResultFilter) => results.filter((result) => isShown(result, filter)).length
  return (
    <Part title={words.results}>
      <TabRow
        label={words.showResults}
        value={show}
        wrap="wide"
        options={RESULT_FILTERS.map((value) => ({
          value,
          label: words.resultFilters[value](countOf(value)),
        }))}
        onChange={(next) => void navigate({ search: next === 'all' ? {} : { show: next }, replace: true })}
      />
      {shown.length === 0 ? (
        <Text as="p" size="sm" tone="muted">
          {words.noSuchResult}
        </Text>
      ) : (
        <Rows label={words.results}>
          {shown.map((result) => (
            <ResultRow key={result.caseId} result={result} />
          ))}
        </Rows>
      )}
    </Part>
  )
}
