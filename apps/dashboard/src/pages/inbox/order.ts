/** What keeps rows from moving: the one under the pointer, or a list that is scrolled away from its top. */
export type Hold = { key: string | null; isScrolled: boolean }

/** The ids in the order to show, and how many wait above the first of them. */
export type Arrangement = { ids: readonly string[]; waiting: number }

/**
 * Puts the rows in the order of `sorted`, except what would move under a reader's hand: the held row keeps
 * its place while the others move around it; a scrolled list keeps its order altogether, and what belongs
 * above it is counted instead. Arranging the result again changes nothing.
 */
export function arrange(sorted: readonly string[], shown: readonly string[], hold: Hold): Arrangement {
  if (hold.isScrolled && shown.length > 0) return keepScrolled(sorted, shown)
  const place = hold.key === null ? -1 : shown.indexOf(hold.key)
  if (place < 0 || hold.key === null || !sorted.includes(hold.key)) return { ids: sorted, waiting: 0 }
  const ids = sorted.filter((id) => id !== hold.key)
  ids.splice(Math.min(place, ids.length), 0, hold.key)
  return { ids, waiting: 0 }
}

function keepScrolled(sorted: readonly string[], shown: readonly string[]): Arrangement {
  const present = new Set(sorted)
  const kept = shown.filter((id) => present.has(id))
  const [first] = kept
  const known = new Set(kept)
  if (first === undefined) return { ids: sorted, waiting: 0 }
  // What is newer than the first row waits above; the rest was loaded below.
  const waiting = sorted.indexOf(first)
  const above = new Set(sorted.slice(0, waiting))
  const below = sorted.filter((id) => !known.has(id) && !above.has(id))
  return { ids: [...kept, ...below], waiting }
}
