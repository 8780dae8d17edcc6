import type { SummaryTurn } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/** What was said before a hand-over, in the words of the reader. */
export function summaryText(summary: readonly SummaryTurn[], { answers }: Words): string {
  const line = ({ from, text, by, offered }: SummaryTurn) => {
    if (offered) return answers.summaryOffered(offered)
    return from === null ? text : answers.summaryLines[by ?? from](text)
  }
  return summary.map(line).join('\n')
}
