import type { KillReport } from './run-kills.ts'

const FAULTS_SHOWN = 8

/** The figures of a run as a table, and below it what was broken. */
export function printReport(report: KillReport): string {
  const { options, kills, bars, messages, settling, webhooks } = report
  const figures: [string, string][] = [
    ['seed', String(options.seed)],
    ['kills', options.targets.map((target) => `${countOf(report, target)} ${target}`).join(', ')],
    ['conversations', `${bars[0]?.cases ?? 0}, ${options.conversations} at a time`],
    ['messages', `${messages.in} in, ${messages.out} out, ${messages.shownTwice} shown twice`],
    ['status webhooks', options.statuses ? 'on' : 'off'],
    ['webhooks', `${webhooks.posted} posted, ${webhooks.refused} refused, ${webhooks.duplicated} repeated`],
    ['calls of the calendar to book', String(report.bookingCalls)],
    [
      'unknown sends',
      `${settling.seen}, settled ${seconds(settling.sinceRecoveryMs)} after recovery at most`,
    ],
    ['longest unknown, kills included', seconds(settling.inAllMs)],
    ['start after a kill', spread(report.startsMs.slice(1))],
    ['starts that failed', String(report.failedStarts.length)],
    ['recovery after a kill', spread(kills.map(({ at, recoveredAt }) => recoveredAt - at))],
    ['time', seconds(report.elapsedMs)],
  ]
  const lines = figures.map(([name, value]) => `  ${name.padEnd(34)}${value}`)
  const promises = bars.flatMap(({ promise, cases, faults }) => {
    const verdict = faults.length === 0 ? 'kept  ' : 'BROKEN'
    const count = faults.length === 0 ? `${cases}` : `${cases}, ${faults.length} faults`
    const shown = faults.slice(0, FAULTS_SHOWN).map((fault) => `            ${fault}`)
    return [`  ${verdict}  ${promise} (${count})`, ...shown]
  })
  const place = report.folder === null ? [] : ['', `  data and logs: ${report.folder}`]
  return ['', ...lines, '', ...promises, ...place, ''].join('\n')
}

function countOf({ kills }: KillReport, target: string): number {
  return kills.filter((kill) => kill.target === target).length
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return 'none'
  return `${sorted[Math.floor(sorted.length / 2)]} ms in the middle, ${sorted.at(-1)} ms at most`
}
