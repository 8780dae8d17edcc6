import type { Id, Ledger } from '@hilo/protocol'
import { useLedger } from '../../api/health.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Part } from '../../ui/Page.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Table } from '../../ui/Table.tsx'
import { Text } from '../../ui/Text.tsx'
import { GapsPart } from './GapsPart.tsx'

/** What came in and went out, what became of it, and what is missing. */
export function LedgerTab({ inboxId }: { inboxId: Id }) {
  const { health } = useWords()
  const { data, error, isPending, refetch } = useLedger(inboxId)
  if (isPending) return <LoadingRows label={health.tabs.ledger} />
  if (!data) {
    const retry = () => void refetch()
    return <ErrorState title={health.ledger.error} reason={explainError(error)} onRetry={retry} />
  }
  if (data.days.length === 0 && data.quarantined === 0) {
    return <EmptyState title={health.ledger.none} body={health.ledger.noneBody} />
  }
  return (
    <>
      <TotalPart ledger={data} />
      <GapsPart inboxId={inboxId} ledger={data} />
      <DaysPart ledger={data} />
    </>
  )
}

function useNumber() {
  const language = useLanguage()
  return (count: number) => count.toLocaleString(language)
}

function TotalPart({ ledger: { total, confirmsEach } }: { ledger: Ledger }) {
  const { ledger: words } = useWords().health
  const number = useNumber()
  const list = (parts: [number, (count: string) => string][]) =>
    parts
      .filter(([count]) => count > 0)
      .map(([count, say]) => say(number(count)))
      .join(', ')
  return (
    <Part title={words.total}>
      <Figures label={words.total}>
        <Figure
          name={words.in}
          value={number(total.events)}
          note={words.inNote(number(total.messages), number(total.statuses))}
        />
        <Figure
          name={words.processed}
          value={number(total.processed)}
          note={list([
            [total.waiting, words.waiting],
            [total.unhandled, words.unhandled],
            [total.failed, words.failed],
          ])}
        />
        <Figure name={words.out} value={number(total.out)} note={list([[total.underWay, words.underWay]])} />
        <Figure
          name={words.acknowledged}
          value={number(total.acknowledged)}
          note={list([
            [total.unacknowledged, words.unacknowledged],
            [total.refused, words.refused],
          ])}
        />
      </Figures>
      {!confirmsEach && (
        <Text size="sm" tone="muted">
          {words.noConfirmation}
        </Text>
      )}
    </Part>
  )
}

function DaysPart({ ledger }: { ledger: Ledger }) {
  const { ledger: words } = useWords().health
  const number = useNumber()
  return (
    <Part title={words.days}>
      <Table
        label={words.days}
        titles={words.dayTitles}
        rows={ledger.days.map((day) => [
          day.day,
          ...[number(day.events), number(day.processed), number(day.waiting + day.unhandled + day.failed)],
          ...[number(day.out), number(day.acknowledged), number(day.unacknowledged + day.refused)],
        ])}
      />
    </Part>
  )
}
