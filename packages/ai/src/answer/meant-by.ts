import { type Fact, type Names, namesSaidIn } from './result-facts.ts'

/** Of several orders, what is said of the one that a text names: what is so of another says nothing of it. */
export function meantBy(text: string, facts: readonly Fact[]): readonly Fact[] {
  const each = meantEach(text, facts)
  return each.length === 0 ? facts : each.flat()
}

/**
 * The facts of each thing that a text names by something of its own; none, where it names nothing. Two things
 * that it names by the same are one here: which of them is meant, nobody knows.
 */
export function meantEach(text: string, facts: readonly Fact[]): Fact[][] {
  const said = namesSaidIn(text)
  // Those of one object share its names: each is looked for once.
  const found = new Map<Names, string[]>()
  const namedOf = (names: Names) => {
    const named = found.get(names) ?? names.filter((name) => said.includes(` ${name} `))
    found.set(names, named)
    return named
  }
  const rated = facts
    .filter(({ state, isStatus }) => state !== null || isStatus)
    .map((fact) => {
      const levels = fact.within.map(namedOf)
      const names = new Set(levels.flat())
      const distance = levels.findIndex((named) => named.length > 0)
      return { fact, names, key: [...names].sort().join(), distance }
    })
  const count = rated.reduce((most, { names }) => Math.max(most, names.size), 0)
  if (count === 0) return []
  const best = rated.filter(({ names }) => names.size === count)
  const distance = best.reduce((least, one) => Math.min(least, one.distance), Number.MAX_SAFE_INTEGER)
  const nearest = best.filter((one) => one.distance === distance)
  return [...Map.groupBy(nearest, ({ key }) => key).values()].map((all) => all.map(({ fact }) => fact))
}
