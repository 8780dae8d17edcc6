/**
 * Where a message of before stands in its conversation: by the second in which it was said, below zero, so
 * that it comes before all that was said here, in whatever order the platform brings it over.
 */

const SECONDS = 2 ** 31
const LAST = -1

/** A place for each moment, in the same order; none is among `taken`, and equal moments keep their order. */
export function placesOf(moments: readonly Date[], taken: ReadonlySet<number>): number[] {
  const order = moments.map((_, at) => at).sort((a, b) => timeOf(moments[a]) - timeOf(moments[b]) || a - b)
  const used = new Set(taken)
  const places: number[] = []
  for (const at of order) {
    const place = freeFrom(secondOf(moments[at]), used)
    used.add(place)
    places[at] = place
  }
  return places
}

/** The places around these moments: whoever looks for those that are taken need not look further. */
export function placeRange(moments: readonly Date[]): { from: number; to: number } {
  const seconds = moments.map(secondOf)
  return { from: Math.min(...seconds), to: Math.min(LAST, Math.max(...seconds) + moments.length) }
}

function freeFrom(second: number, used: ReadonlySet<number>): number {
  let place = second
  while (used.has(place) && place < LAST) place++
  // From 2038 on there is no second left; what comes then stands before the last one that is free.
  while (used.has(place)) place--
  return place
}

function secondOf(moment: Date | undefined): number {
  return Math.max(-SECONDS, Math.min(LAST, Math.floor(timeOf(moment) / 1000) - SECONDS))
}

function timeOf(moment: Date | undefined): number {
  return moment?.getTime() ?? 0
}
