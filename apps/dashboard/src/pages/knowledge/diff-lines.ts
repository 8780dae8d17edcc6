/** A line that stands in one text only, or in both. */
export type DiffLine = { type: 'same' | 'added' | 'removed'; text: string }

/** Two long texts that have little in common are shown one after the other, rather than compared for seconds. */
const CELLS_MAX = 4_000_000

/** What became of the lines of a text. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail++
  const same = (text: string): DiffLine => ({ type: 'same', text })
  return [
    ...old.slice(0, head).map(same),
    ...diffMiddle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ]
}

function diffMiddle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const isLarge = old.length * now.length > CELLS_MAX
  const common = isLarge ? null : commonLengths(old, now)
  const lines: DiffLine[] = []
  let [from, to] = [0, 0]
  const isKept = () => common !== null && from < old.length && to < now.length && old[from] === now[to]
  while (from < old.length || to < now.length) {
    if (isKept()) {
      lines.push({ type: 'same', text: old[from++] ?? '' })
      to++
    } else if (to >= now.length || (from < old.length && isRemovedFirst(common, { from, to }))) {
      lines.push({ type: 'removed', text: old[from++] ?? '' })
    } else {
      lines.push({ type: 'added', text: now[to++] ?? '' })
    }
  }
  return lines
}

type Common = Int32Array[] | null

function isRemovedFirst(common: Common, { from, to }: { from: number; to: number }): boolean {
  return common === null || (common[from + 1]?.[to] ?? 0) >= (common[from]?.[to + 1] ?? 0)
}

/** How many lines the rests of both texts have in common, from each place on. */
function commonLengths(old: readonly string[], now: readonly string[]): Int32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Int32Array(now.length + 1))
  for (let from = old.length - 1; from >= 0; from--) {
    const [row, below] = [table[from], table[from + 1]]
    if (!row || !below) continue
    for (let to = now.length - 1; to >= 0; to--) {
      row[to] = old[from] === now[to] ? (below[to + 1] ?? 0) + 1 : Math.max(below[to] ?? 0, row[to + 1] ?? 0)
    }
  }
  return table
}

/** An unchanged stretch, of which only what is beside a change is shown. */
export type DiffPart = DiffLine | { type: 'skipped'; count: number }

const BESIDE = 2

/** Leaves out what is far from every change. */
export function withoutSame(lines: readonly DiffLine[]): DiffPart[] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - BESIDE), at + BESIDE + 1).some(({ type }) => type !== 'same'),
  )
  const parts: DiffPart[] = []
  for (const [at, line] of lines.entries()) {
    const last = parts.at(-1)
    if (isNear[at]) parts.push(line)
    else if (last?.type === 'skipped') last.count++
    else parts.push({ type: 'skipped', count: 1 })
  }
  return parts
}
