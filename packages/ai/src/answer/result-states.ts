import { fold } from '../text/fold.ts'
import { meantBy } from './meant-by.ts'
import { type Fact, withoutNouns, wordsOf } from './result-facts.ts'
import { claimsIn, isAffirmed, isDenied, isLimited, isOfAll, isOfNone, partsOf } from './state-claims.ts'
import { statePatterns, wordsOfState } from './states.ts'

/**
 * What the fields of a tool's result say of states, at any depth: `"status": "shipped"`, `"shipped": true`,
 * `"shippedAt": "2026-05-03"`. A sentence that says the same, in whatever language, is fair; one that says
 * the contrary is not.
 */

/** Of a sentence that says one thing. */
const WORDS_MAX = 8
const NAMED = statePatterns('')

/** The states that results tell of, as words that an answer may use of them. */
export function stateWordsIn(facts: readonly Fact[]): string[] {
  return statesOf(facts.filter(({ isPlain }) => isPlain)).map(wordsOfState)
}

/** The states that are so, in words: what an answer may say was done. */
export function trueStatesIn(facts: readonly Fact[]): string[] {
  return statesOf(facts.filter(({ isSo, isPlain }) => isSo && isPlain)).map(wordsOfState)
}

/** The statements that say the contrary of what a field of a result says. */
export function contradictedIn(stated: readonly string[], facts: readonly Fact[]): string[] {
  const known = statesOf(facts)
  if (known.length === 0) return []
  return stated.filter((sentence) =>
    claimsIn(sentence, facts).some(({ part, about }) =>
      known.some((state) => about.some((one) => isContrary(part, state, one))),
    ),
  )
}

/** Whether a short sentence says no more than that a state is so, or is not, as a field says it. */
export function agreesIn(sentence: string, facts: readonly Fact[]): boolean {
  const [part = '', ...more] = partsOf(sentence)
  if (more.length > 0 || part.split(/\s+/).length > WORDS_MAX) return false
  const isSaid = ({ state, isSo, isPlain }: Fact) =>
    state !== null && isPlain && (isSo ? isAffirmed : isDenied)(part, state)
  return meantBy(part, facts).some(isSaid) && contradictedIn([sentence], facts).length === 0
}

type Sources = {
  readonly facts: readonly Fact[]
  readonly results: readonly string[]
  /** What else an answer may have it from. */
  readonly texts: readonly string[]
}

/**
 * The statements that something is paid, or ready, where all that results have of it is what a payment or a
 * list is called: `"tipo": "pago"`. Their words are alike, and say no state.
 */
export function misnamedIn(stated: readonly string[], { facts, results, texts }: Sources): string[] {
  const [all, other] = [results.map(wordsOf).join(' . '), texts.map(fold).join(' . ')]
  const rest = withoutNouns(all)
  const known = new Set(statesOf(facts))
  const isByNoun = (state: number) =>
    NAMED[state]?.test(all) === true &&
    !NAMED[state]?.test(rest) &&
    !NAMED[state]?.test(other) &&
    !isAffirmed(all, state) &&
    !known.has(state)
  const misnamed = NAMED.flatMap((_, state) => (isByNoun(state) ? [state] : []))
  if (misnamed.length === 0) return []
  return stated.filter((sentence) =>
    partsOf(sentence).some((part) => !isLimited(part) && misnamed.some((state) => isAffirmed(part, state))),
  )
}

function statesOf(facts: readonly Fact[]): number[] {
  return [...new Set(facts.flatMap(({ state }) => (state === null ? [] : [state])))]
}

function isContrary(part: string, state: number, facts: readonly Fact[]): boolean {
  if (isLimited(part)) return false
  const about = facts.filter((fact) => fact.state === state)
  // Of several things one may be so, and another not.
  const paths = new Set(about.filter(({ isPlain }) => isPlain).map(({ path }) => path))
  const same = facts.filter(({ path }) => paths.has(path))
  const areAllSo = same.every((fact) => fact.state === state && fact.isSo)
  if (isDenied(part, state)) {
    const isOneSo = same.some((fact) => fact.state === state && fact.isSo)
    return isOfNone(part) ? isOneSo : same.length > 0 && areAllSo
  }
  if (!isAffirmed(part, state)) return false
  return about.every(({ isSo }) => !isSo) || (isOfAll(part) && !areAllSo)
}
