import { fold } from '../text/fold.ts'
import { type Fact, type Names, withoutUn, wordsOf } from './result-facts.ts'
import { statePatterns, wordsOfState } from './states.ts'

/**
 * What the fields of a tool's result say of states, at any depth: `"status": "shipped"`, `"shipped": true`,
 * `"shippedAt": "2026-05-03"`. A sentence that says the same, in whatever language, is fair; one that says
 * the contrary is not.
 */

/** Of a sentence that says one thing. */
const WORDS_MAX = 8
const PARTED = /[;:!?()]|,|\.(?=\s|$)|\s(?:but|pero|mas|porem|sino|y|and|e)\s/u
const ADVERBS = 'just|already|now|successfully|fully|ya|recien|correctamente|ahora|ja|agora'
const ADVERB = String.raw`(?:(?:${ADVERBS})\s+)*`
const IS =
  '(?:is|are|was|were|has|have|been|being|got|esta|estan|fue|fueron|ha|han|sido|quedo|quedaron|figura|' +
  'aparece|sigue|se encuentra|foi|foram|estao|ficou|ficaram|consta|se encontra|ja|ya)'
const DENIED = statePatterns(
  String.raw`(?:(?:not|never|\p{L}+n['’]t|yet to be|no|nunca|nao|aun no|todavia no|ainda nao|sin|sem)\s+` +
    String.raw`(?:(?:yet|been|be|being|aun|todavia|ainda|${IS})\s+)*${ADVERB})`,
)
const AFFIRMED = statePatterns(String.raw`(?<!(?<!\p{L})(?:not|no|nao|nunca|never)\s)${IS}\s+${ADVERB}`)
/** Where one of these stands, it is said what is so when, or what is to come. */
const LIMITED =
  /(?<!\p{L})(?:if|when|once|unless|until|before|after|as soon as|will|would|can|could|may|should|must|every|each|si|cuando|hasta|antes|despues|en cuanto|una vez|sera|seran|puede|pueden|debe|cada|se|quando|ate|apos|depois|assim que|caso|pode|podem|deve|vai|va)(?!\p{L})/u

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
    partsOf(sentence).some((part) => {
      const meant = meantBy(part, meantBy(sentence, facts))
      return known.some((state) => isContrary(part, state, meant))
    }),
  )
}

/** Whether a short sentence says no more than that a state is so, or is not, as a field says it. */
export function agreesIn(sentence: string, facts: readonly Fact[]): boolean {
  const [part = '', ...more] = partsOf(sentence)
  if (more.length > 0 || part.split(/\s+/).length > WORDS_MAX) return false
  const isSaid = ({ state, isSo, isPlain }: Fact) =>
    state !== null && isPlain && (isSo ? AFFIRMED : DENIED)[state]?.test(part) === true
  return meantBy(part, facts).some(isSaid) && contradictedIn([sentence], facts).length === 0
}

function statesOf(facts: readonly Fact[]): number[] {
  return [...new Set(facts.flatMap(({ state }) => (state === null ? [] : [state])))]
}

function partsOf(sentence: string): string[] {
  const parts = withoutUn(fold(sentence)).split(PARTED)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Of several orders, what is said of the one that a text names: what is so of another says nothing of it. */
function meantBy(text: string, facts: readonly Fact[]): readonly Fact[] {
  const said = ` ${wordsOf(text)} `
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
      const count = new Set(levels.flat()).size
      return { fact, count, distance: levels.findIndex((named) => named.length > 0) }
    })
  const count = rated.reduce((most, one) => Math.max(most, one.count), 0)
  if (count === 0) return facts
  const best = rated.filter((one) => one.count === count)
  const distance = best.reduce((least, one) => Math.min(least, one.distance), Number.MAX_SAFE_INTEGER)
  return best.filter((one) => one.distance === distance).map(({ fact }) => fact)
}

function isContrary(part: string, state: number, facts: readonly Fact[]): boolean {
  if (LIMITED.test(part)) return false
  const about = facts.filter((fact) => fact.state === state)
  if (DENIED[state]?.test(part)) {
    // Of several things one may be so, and another not.
    const paths = new Set(about.filter(({ isPlain }) => isPlain).map(({ path }) => path))
    const same = facts.filter(({ path }) => paths.has(path))
    return same.length > 0 && same.every((fact) => fact.state === state && fact.isSo)
  }
  return AFFIRMED[state]?.test(part) === true && about.every(({ isSo }) => !isSo)
}
