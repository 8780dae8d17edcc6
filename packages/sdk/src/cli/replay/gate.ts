/** Recorded runs on new code, counted and grouped: what `hilo replay` and `hilo deploy --gate` decide on. */
import type { RunRecord } from '@hilo/protocol'
import type { Backend } from '@hilo/runtime/replay'
import {
  type Comparison,
  compareRun,
  type Line,
  type PlayTurn,
  type Verdict,
} from '@hilo/runtime/replay-gate'

/** Runs that part in the same place: the same sides, as far as they are not names and times. */
export type Group = {
  readonly verdict: Verdict
  readonly recorded: Line | null
  readonly now: Line | null
  readonly comparisons: readonly Comparison[]
}

export type Gate = {
  readonly counts: Readonly<Record<Verdict, number>>
  /** Without those that are the same; the largest first within each verdict, the worst verdict first. */
  readonly groups: readonly Group[]
  /** Steps that the new code adds, and in how many runs. They were not done. */
  readonly addedSteps: Readonly<Record<string, number>>
  /** Runs of other backends, which were left out. */
  readonly others: number
  readonly total: number
}

const WORST_FIRST: readonly Verdict[] = ['error', 'different', 'added_step', 'mended', 'reworded', 'same']

/** Plays the records of this backend on the code, which `play` has elsewhere. No step is done, nothing sent. */
export async function runGate(
  backend: Backend,
  records: readonly RunRecord[],
  play?: PlayTurn,
): Promise<Gate> {
  const own = records.filter((record) => record.backend === backend.name)
  const comparisons: Comparison[] = []
  for (const record of own) comparisons.push(await compareRun(backend, record, play))
  const counts = { same: 0, reworded: 0, mended: 0, added_step: 0, different: 0, error: 0 }
  const addedSteps: Record<string, number> = {}
  for (const { verdict, addedStep } of comparisons) {
    counts[verdict]++
    if (addedStep !== null) addedSteps[addedStep] = (addedSteps[addedStep] ?? 0) + 1
  }
  const others = records.length - own.length
  return { counts, groups: groupsOf(comparisons), addedSteps, others, total: own.length }
}

/** How many runs do something else now, as far as it is known. */
export function differentOf({ counts }: Pick<Gate, 'counts'>): number {
  return counts.different + counts.error + counts.added_step
}

function groupsOf(comparisons: readonly Comparison[]): Group[] {
  const parted = comparisons.filter(({ verdict }) => verdict !== 'same')
  const groups = [...Map.groupBy(parted, keyOf).values()].map((members) => {
    const { verdict, first } = members[0] as Comparison
    return { verdict, recorded: first?.recorded ?? null, now: first?.now ?? null, comparisons: members }
  })
  const rank = ({ verdict }: Group) => WORST_FIRST.indexOf(verdict)
  return groups.sort((a, b) => rank(a) - rank(b) || b.comparisons.length - a.comparisons.length)
}

function keyOf({ verdict, first }: Comparison): string {
  const side = (line: Line | null | undefined) => line && `${line.key} ${withoutDetails(line.text)}`
  return [verdict, side(first?.recorded), side(first?.now)].join('\n')
}

/** The beginning, without numbers: names and times differ from run to run. */
function withoutDetails(text: string): string {
  return text.replaceAll(/\d+/g, '#').slice(0, 12)
}
