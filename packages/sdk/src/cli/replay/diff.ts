import type { Line } from '@hilo/runtime/replay-gate'

/** A row of two texts beside each other; null where one side has nothing. */
export type Row = { readonly recorded: Line | null; readonly now: Line | null; readonly isSame: boolean }

/**
 * Two runs beside each other: lines that are the same stand in one row, what was removed beside what came in
 * its place.
 */
export function diff(recorded: readonly Line[], now: readonly Line[]): Row[] {
  const lengths = commonLengths(recorded, now)
  const rows: Row[] = []
  const removed: Line[] = []
  const added: Line[] = []
  let [i, j] = [0, 0]
  while (i < recorded.length || j < now.length) {
    const [a, b] = [recorded[i], now[j]]
    if (a && b && isEqual(a, b)) {
      flush(rows, removed, added)
      rows.push({ recorded: a, now: b, isSame: true })
      i++
      j++
    } else if (b && (!a || at(lengths, i, j + 1) >= at(lengths, i + 1, j))) {
      added.push(b)
      j++
    } else if (a) {
      removed.push(a)
      i++
    }
  }
  flush(rows, removed, added)
  return rows
}

function flush(rows: Row[], removed: Line[], added: Line[]): void {
  for (let index = 0; index < Math.max(removed.length, added.length); index++) {
    rows.push({ recorded: removed[index] ?? null, now: added[index] ?? null, isSame: false })
  }
  removed.length = 0
  added.length = 0
}

/** How many lines from here on can stand in one row, for each pair of places. */
function commonLengths(recorded: readonly Line[], now: readonly Line[]): number[][] {
  const lengths = Array.from({ length: recorded.length + 1 }, () => new Array<number>(now.length + 1).fill(0))
  for (let i = recorded.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = lengths[i] as number[]
      row[j] = isEqual(recorded[i] as Line, now[j] as Line)
        ? at(lengths, i + 1, j + 1) + 1
        : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
    }
  }
  return lengths
}

function at(lengths: readonly number[][], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0
}

function isEqual(a: Line, b: Line): boolean {
  return a.key === b.key && a.text === b.text
}
