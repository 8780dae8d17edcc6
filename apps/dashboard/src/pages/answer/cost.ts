import type { AiCall } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import type { Language } from '../../i18n/language.ts'
import { dollars } from '../ai/money.ts'

export type Total = {
  inputTokens: number
  outputTokens: number
  isEstimated: boolean
  /** Of the calls whose cost is known. */
  microUsd: number
  /** Calls whose cost nobody knows. */
  unknown: number
  calls: number
}

/** What calls of models come to together. What is unknown is counted, never added as nothing. */
export function totalOf(calls: readonly AiCall[]): Total {
  const sum = (of: (call: AiCall) => number) => calls.reduce((total, call) => total + of(call), 0)
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    isEstimated: calls.some(({ usageSource }) => usageSource !== 'reported'),
    microUsd: sum(({ microUsd }) => microUsd ?? 0),
    unknown: calls.filter(({ microUsd }) => microUsd === null).length,
    calls: calls.length,
  }
}

/** Money in words: what is known of it, that more is unknown, or that all of it is. */
export function moneyText(
  { microUsd, unknown, calls }: Pick<Total, 'microUsd' | 'unknown' | 'calls'>,
  { words, language }: { words: Words['answers']; language: Language },
): string {
  if (unknown > 0 && unknown === calls) return words.unknown
  const money = dollars(microUsd, language)
  return unknown > 0 ? words.atLeast(money) : money
}
