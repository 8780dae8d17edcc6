import type { Line } from '@hilo/runtime/replay-gate'
import { printable } from '../printable.ts'
import type { Gate, Group } from './gate.ts'

const GROUPS_MAX = 20
const NAMES = {
  same: 'same',
  reworded: 'reworded',
  mended: 'mended',
  added_step: 'with a new step',
  different: 'different',
  error: 'failing',
}

/** What a replay came to, in lines, without what would command the terminal. */
export function wordsOfGate({ counts, groups, addedSteps, others, total }: Gate): string {
  const summary = Object.entries(counts).map(([verdict, count]) => {
    return `${count} ${NAMES[verdict as keyof typeof NAMES]}`
  })
  const lines = groups.slice(0, GROUPS_MAX).map(wordsOfGroup)
  if (groups.length > GROUPS_MAX)
    lines.push(`... and ${groups.length - GROUPS_MAX} more places: see --report.`)
  const steps = Object.entries(addedSteps).map(([name, count]) => {
    return `New step '${name}' in ${count} of the runs: it was not done, so what follows it is not known.`
  })
  return printable(
    [...lines, ...steps, ...leftOut(others), `${runsOf(total)}: ${summary.join(', ')}.`, ''].join('\n'),
  )
}

/** So many runs, in words. */
export function runsOf(count: number, kind = ''): string {
  return `${count} ${kind}${count === 1 ? 'run' : 'runs'}`
}

function leftOut(others: number): string[] {
  if (others === 0) return []
  if (others === 1) return ['1 run of another backend was left out.']
  return [`${others} runs of other backends were left out.`]
}

/** As JSON values: one for each run that is not the same, and one for all. */
export function valuesOfGate({ counts, groups, addedSteps, others, total }: Gate): object[] {
  const runs = groups.flatMap(({ comparisons }) => comparisons)
  return [
    ...runs.map(({ runId, verdict, first, addedStep }) => ({
      type: 'run',
      runId,
      verdict,
      first,
      addedStep,
    })),
    { type: 'summary', total, ...counts, addedSteps, others },
  ]
}

function wordsOfGroup({ verdict, recorded, now, comparisons }: Group): string {
  const [example] = comparisons
  const count = comparisons.length === 1 ? '1 run' : `${runsOf(comparisons.length)}, as`
  return [
    `${NAMES[verdict]}: ${count} ${example?.runId}, line ${(example?.first?.index ?? 0) + 1}`,
    `  recorded: ${wordsOfLine(recorded)}`,
    `  now:      ${wordsOfLine(now)}`,
    '',
  ].join('\n')
}

export const MARKS = { contact: '>', backend: '<', step: '·', run: '--' } as const

function wordsOfLine(line: Line | null): string {
  return line ? `${MARKS[line.who]} ${line.text.replaceAll(/\s+/g, ' ')}` : '(nothing more)'
}
