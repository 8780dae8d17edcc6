/**
 * A schema with one law broken. A rule that does not see its mutant would not see the real mistake either.
 */
export type Mutant = {
  name: string
  sql: string
  /** The title of the rule that has to catch it, and what it has to point at. */
  rule: string
  sinner: string
  /**
   * Where the mistake opens a way in: the attack that has to find it, on this table. `everyWay`: it may open
   * others too, so each is tried, and what succeeds counts as shown to work.
   */
  found?: { table: string; by: string; everyWay?: boolean }
}
