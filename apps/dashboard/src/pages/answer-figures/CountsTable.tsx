import type { AnswerCounts } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Table } from '../../ui/Table.tsx'
import { moneyText } from '../answer/cost.ts'

type Props = {
  label: string
  first: string
  rows: readonly { name: string; counts: AnswerCounts }[]
}

/** The same figures of several inboxes or days. */
export function CountsTable({ label, first, rows }: Props) {
  const { answers } = useWords()
  const { figures: words } = answers
  const language = useLanguage()
  const number = (count: number) => count.toLocaleString(language)
  const money = ({ microUsd, unknownCalls }: AnswerCounts) => {
    // Nothing known and something unknown is unknown as a whole.
    const calls = microUsd === 0 ? unknownCalls : unknownCalls + 1
    return moneyText({ microUsd, unknown: unknownCalls, calls }, { words: { ...answers, atLeast }, language })
  }
  return (
    <Table
      label={label}
      titles={[
        ...[first, words.answered, words.handedOver, words.confirmed, words.assumed],
        ...[words.unhelpful, words.cost],
      ]}
      rows={rows.map(({ name, counts }) => [
        name,
        ...[counts.answered, counts.handedOver, counts.confirmed, counts.assumed, counts.unhelpful].map(
          number,
        ),
        money(counts),
      ])}
    />
  )
}

/** In a column there is room for a sign only; the figure above says it in words. */
function atLeast(money: string): string {
  return `≥ ${money}`
}
