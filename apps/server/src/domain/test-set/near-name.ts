/** The name that was probably meant; null where none is near. */
export function nearName<Name extends string>(typed: string, names: readonly Name[]): Name | null {
  const plain = typed
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s-]+/g, '_')
  const byDistance = names
    .map((name) => ({ name, apart: distance(plain, name) }))
    // Of a short name two other letters leave too little.
    .filter(({ name, apart }) => apart <= (name.length > 4 ? 2 : 1))
    .sort((one, other) => one.apart - other.apart)
  return byDistance[0]?.name ?? null
}

/** How many letters have to be put in, taken out or changed. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [row, letter] of [...from].entries()) {
    const next = [row + 1]
    for (let at = 1; at <= to.length; at++) {
      const change = (above[at - 1] ?? 0) + (letter === to[at - 1] ? 0 : 1)
      next.push(Math.min(change, (above[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    above = next
  }
  return above[to.length] ?? 0
}
