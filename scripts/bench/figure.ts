import type { LoadReport } from './generator.ts'
import { faultsOf, type Verdict } from './judge.ts'

/** A line of the table. A figure without a value could not be measured, and that is below any bar. */
export type Figure = {
  name: string
  value: number | null
  unit: string
  /** The figure must reach, or stay within, this. */
  bar?: { atLeast: number } | { atMost: number }
  note?: string
}

export function isBelowBar({ value, bar }: Figure): boolean {
  if (!bar) return false
  if (value === null) return true
  const isReached = 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
  return !isReached
}

/** How many messages of these loads were not answered exactly once and in order. The bar is none. */
export function faultFigure(...reports: readonly LoadReport[]): Figure {
  const sum = (key: keyof Verdict) => reports.reduce((total, { verdict }) => total + verdict[key], 0)
  const counts = { refused: sum('refused'), lost: sum('lost'), doubled: sum('doubled') }
  const verdict = { sent: sum('sent'), ...counts, reordered: sum('reordered'), strange: sum('strange') }
  const { sent, ...faults } = verdict
  return {
    name: 'lost, doubled, reordered',
    value: Object.values(faults).reduce((total, count) => total + count, 0),
    unit: '',
    bar: { atMost: 0 },
    note: `${faultsOf(verdict) || 'none'} of ${sent} messages`,
  }
}

/** The figures as aligned text, one line each. */
export function printFigures(figures: readonly Figure[]): string {
  return figures.map(lineOf).join('\n')
}

function lineOf(figure: Figure): string {
  const { name, value, unit, bar, note = '' } = figure
  const verdict = bar ? (isBelowBar(figure) ? 'FAIL' : 'pass') : ''
  const limit = bar ? ('atLeast' in bar ? `>= ${bar.atLeast}` : `<= ${bar.atMost}`) : ''
  const amount = value === null ? '?' : `${rounded(value)} ${unit}`.trim()
  return `  ${name.padEnd(44)}${amount.padStart(16)}  ${limit.padEnd(9)}${verdict.padEnd(6)}${note}`.trimEnd()
}

function rounded(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
