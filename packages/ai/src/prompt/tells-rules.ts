import { fold } from '../text/fold.ts'
import { RULES, TOOL_RULES } from './rules.ts'

/** So many words in a row are no chance. */
const ROW = 7

/** Whether a text says what only the model is told: the rules, or what the org wants it not to do. */
export function tellsRules(text: string, donts: readonly string[]): boolean {
  const told = new Set([RULES, TOOL_RULES, ...donts].flatMap(rowsOf))
  return rowsOf(text).some((row) => told.has(row))
}

function rowsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.slice(ROW - 1).map((_, at) => words.slice(at, at + ROW).join(' '))
}
